import { ConfigError, collectGarbageOften, ignoreBrokenPipes, readKeyId } from '@cabildo/kit/process';
import { Command, InvalidArgumentError, Option } from 'commander';

const program = new Command('hub').description('A GraphQL federated data hub for open government').showHelpAfterError();

program
  .command('start')
  .description('the whole hub in one process, with its own PostgreSQL; PORT and CABILDO_HOME are honoured')
  .action(async () => (await import('./commands/start.js')).start());

program
  .command('gateway')
  .description('the gateway alone, over any Federation 2 supergraph')
  .requiredOption('--supergraph <file>', 'the supergraph SDL; a changed file is taken while running')
  .option('--port <port>', 'the port to answer on', readPort, 4000)
  .option('--host <address>', 'the address to listen on', '127.0.0.1')
  .option('--subgraph <name=url...>', 'where subgraphs answer, in place of what the supergraph says', [])
  .action(async (flags) => (await import('./commands/gateway.js')).gateway(flags));

program
  .command('ingest')
  .description('publish files into a dataset: all of them as one revision, or nothing')
  .argument('<dataset>', 'the name of the dataset')
  .argument('<file...>', 'CSV, TSV, JSON, JSON lines or XLSX, gzipped or not')
  .option('--source <source.json>', 'what describes the source; source.json beside the first file where left out')
  .option('--mapping <mapping.json>', 'which column is what, where the header does not say it: docs/ingest.md')
  .option('--guess', 'propose a mapping for the first file, and publish nothing')
  .option('--note <text>', 'what to say of the publication')
  .option('--dry-run', 'look at everything and publish nothing')
  .option('--accept-findings', 'publish the sound rows of a file that has others, which are withheld')
  .addOption(
    new Option('--format <format>', 'how the report is written').choices(['text', 'json', 'csv']).default('text'),
  )
  .action(async (dataset, files, { guess, ...flags }) => {
    collectGarbageOften();
    if (guess) return (await import('./commands/guess.js')).guess(dataset, files[0]);
    if (!(await (await import('./commands/ingest.js')).ingest(dataset, files, flags))) process.exitCode = 1;
  });

program
  .command('withdraw')
  .description('withdraw what a source has told a dataset: a new revision, never a deletion')
  .argument('<dataset>', 'the name of the dataset')
  .requiredOption('--source <code>', 'the code of the source')
  .option('--note <text>', 'what to say of the publication')
  .action(async (dataset, flags) => (await import('./commands/revise.js')).withdrawSource(dataset, flags));

program
  .command('revert')
  .description('make a dataset what it was at an earlier revision: a new revision, never a deletion')
  .argument('<dataset>', 'the name of the dataset')
  .requiredOption('--to <revision>', 'the number of the revision, of the subgraph that has the dataset', readRevision)
  .option('--note <text>', 'what to say of the publication')
  .action(async (dataset, flags) => (await import('./commands/revise.js')).revertTo(dataset, flags));

program
  .command('verify')
  .description('hold the tables of the hub, an export or an answer against the logs, and these against a saved head')
  .argument('[file]', 'an export, or an answer as JSON; the tables of the hub where left out')
  .option('--head <head.json>', 'a head that was saved before: what was rewritten since then shows')
  .option('--save <head.json>', 'save the heads of the hub, where all holds')
  .option('--from <url>', 'where the logs are served that an answer is proven by; this hub where left out')
  .option(
    '--trust-key <id...>',
    'a key that took the place of a lost one, and that you know to be the hub’s: its id, or the first 16 digits',
    readKeys,
  )
  .action(async (file, flags) => {
    if (!(await (await import('./commands/verify.js')).verify(file, flags))) process.exitCode = 1;
  });

program
  .command('export')
  .description('write the logs with all their rows, for whoever verifies without the hub')
  .argument('[subgraph...]', 'all where left out')
  .option('--out <file>', 'the file to write; the standard output where left out')
  .action(async (names, flags) => (await import('./commands/export.js')).exportLogs(names, flags));

program
  .command('rotate-key')
  .description('make a new key that signs the logs; the one before signs the change')
  .option('--lost <id>', 'the key before is lost for good and signs nothing: its id, or the first 16 digits', readKey)
  .action(async (flags) => (await import('./commands/rotate-key.js')).rotateKey(flags));

program
  .command('compose')
  .description('write schema/ anew from the code: subgraphs, supergraph, errors')
  .option('--partners <partners.json>', 'write a supergraph with the subgraphs of partner agencies instead')
  .option('--out <file>', 'the file of that supergraph', 'supergraph.graphql')
  .action(async (flags) => (await import('./commands/compose.js')).compose(flags));

program
  .command('check')
  .description('compare schema/ with what the code emits, and name each breaking change')
  .action(async () => {
    if (!(await (await import('./commands/check.js')).check())) process.exitCode = 1;
  });

function readPort(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65535) return Number(text);
  throw new InvalidArgumentError('A port is a whole number from 0 to 65535.');
}

function readKey(text: string): string {
  try {
    return readKeyId(text);
  } catch (error) {
    throw new InvalidArgumentError(`${(error as Error).message}.`);
  }
}

function readKeys(text: string, before: string[] = []): string[] {
  return [...before, readKey(text)];
}

function readRevision(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('A revision is a whole number, such as 12.');
}

/** Errors that were made for a user's eyes: one sentence that says what arrived and what to do. */
function isForUsers(error: unknown): error is Error {
  const made = [
    'HubError',
    'GatewayError',
    'ListenError',
    'SourceDescriptionError',
    'MappingError',
    'RevisionError',
    'UnreadableFile',
    'CompositionError',
    'SigningKeyError',
    'LogSourceError',
    'LogBrokenError',
    'ExportError',
    'GraphQLError',
  ];
  return error instanceof ConfigError || (error instanceof Error && made.includes(error.name));
}

ignoreBrokenPipes();
try {
  await program.parseAsync();
  // What is left open by a library must not keep a command that is done.
  process.exit();
} catch (error) {
  process.stderr.write(`${isForUsers(error) ? error.message : (error as Error).stack}\n`);
  process.exit(1);
}
