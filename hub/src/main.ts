import { collectGarbageOften, ignoreBrokenPipes, readKeyId } from '@cabildo/kit/process';
import { Command, InvalidArgumentError, Option } from 'commander';
import { languages } from './commands/subgraph-init.js';

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
  .option('--mapping <mapping.json>', 'describes the columns of the file: docs/reference/mapping.md')
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
  .command('revisions')
  .description('find revisions that a failover or a restore of a backup lost')
  .requiredOption('--lost <file.json>', 'heads that hub verify --save wrote, or the report of hub ingest --format json')
  .action(async (flags) => {
    if (!(await (await import('./commands/revisions.js')).lostRevisions(flags.lost))) process.exitCode = 1;
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

const agency = program.command('agency').description('the agencies that federate subgraphs, and their tokens');

agency
  .command('add')
  .description('register an agency, or change its name')
  .argument('<id>', 'its short name, in lower case')
  .requiredOption('--name <name>', 'the name of the agency')
  .option('--url <url>', 'its web page')
  .action(async (id, flags) => (await import('./commands/agency.js')).addAgency(id, flags));

agency
  .command('token')
  .description('create a token of an agency, and show it once')
  .argument('<id>', 'the agency')
  .option('--scope <scope...>', 'check, publish, steward', ['check', 'publish'])
  .option('--days <days>', 'days until it expires', readDays, 365)
  .action(async (id, flags) => (await import('./commands/agency.js')).tokenOfAgency(id, flags));

agency
  .command('revoke')
  .description('revoke a token: the next request that carries it is refused')
  .argument('<token>', 'the id of the token, which hub agency list shows')
  .action(async (id) => (await import('./commands/agency.js')).revokeAgencyToken(id));

agency
  .command('list')
  .description('list agencies and their tokens')
  .action(async () => (await import('./commands/agency.js')).listAgencies());

const subgraph = program
  .command('subgraph')
  .description('the subgraphs that agencies federate; CABILDO_TOKEN holds the token');
const registryOption = [
  '--registry <url>',
  'the address of the hub; CABILDO_REGISTRY or this machine if omitted',
] as const;

subgraph
  .command('init')
  .description('write a folder with a subgraph that runs')
  .argument('<name>', 'the name of the subgraph')
  .addOption(new Option('--language <language>', 'what it is written in').choices(languages).default('typescript'))
  .option('--dir <folder>', 'the folder, which must be empty; the name if omitted')
  .action(async (name, flags) => (await import('./commands/subgraph-init.js')).init(name, flags));

const proposal = (name: string, description: string) =>
  subgraph
    .command(name)
    .description(description)
    .argument('<name>', 'the name of the subgraph')
    .requiredOption('--schema <file>', 'the file with its schema')
    .option('--url <url>', 'where the subgraph receives operations')
    .option('--json', 'write the report as JSON')
    .option('--markdown', 'write the report as Markdown, for a comment of a CI job')
    .option(...registryOption);

proposal('check', 'check a schema against the hub; exit 1 if it would break something').action(async (name, flags) => {
  if (!(await (await import('./commands/subgraph.js')).checkSubgraph(name, flags))) process.exitCode = 1;
});

proposal('publish', 'publish a version; exit 0 only when the gateways serve it')
  .option('--agency <id>', 'the agency that owns it, if published on the machine of the hub')
  .option('--commit <sha>', 'the commit of the source code')
  .option('--note <text>', 'a note for the history')
  .action(async (name, flags) => {
    if (!(await (await import('./commands/subgraph.js')).publishSubgraph(name, flags))) process.exitCode = 1;
  });

for (const [name, description, versioned] of [
  ['approve', 'serve the newest version, or the one that --version names', true],
  ['rollback', 'serve the version before the served one, or the one that --version names', true],
  ['disable', 'take the subgraph out of the supergraph; it can be enabled again', false],
  ['enable', 'put a disabled subgraph back', false],
  ['remove', 'take the subgraph out of the supergraph for good; its history stays', false],
] as const) {
  const command = subgraph
    .command(name)
    .description(description)
    .argument('<name>', 'the name of the subgraph')
    .option('--note <text>', 'a note for the history')
    .option(...registryOption);
  if (versioned) command.option('--version <number>', 'the number of the version', readRevision);
  if (name === 'remove') command.option('--dry-run', 'show what would leave the supergraph');
  command.action(async (subject, flags) => {
    if (!(await (await import('./commands/subgraph.js')).steward(name, subject, flags))) process.exitCode = 1;
  });
}

subgraph
  .command('key')
  .description('create a key with which the hub signs its calls to a subgraph, and show it once')
  .argument('<name>', 'the name of the subgraph')
  .option('--rotate', 'create the key that will replace the current one')
  .option('--activate', 'sign with the key that --rotate created')
  .action(async (name, flags) => (await import('./commands/subgraph.js')).keyOfSubgraph(name, flags));

subgraph
  .command('list')
  .description('list the registered subgraphs')
  .option('--json', 'write JSON')
  .option(...registryOption)
  .action(async (flags) => (await import('./commands/subgraph-list.js')).listSubgraphs(flags));

subgraph
  .command('show')
  .description('show one subgraph: owner, versions, last checks')
  .argument('<name>', 'the name of the subgraph')
  .option(...registryOption)
  .action(async (name, flags) => (await import('./commands/subgraph-list.js')).showSubgraph(name, flags));

subgraph
  .command('history')
  .description('list who did what in the registry, newest first')
  .option('--json', 'write JSON')
  .option(...registryOption)
  .action(async (flags) => (await import('./commands/subgraph-list.js')).registryHistory(flags));

subgraph
  .command('usage')
  .description('list how often clients requested fields')
  .option('--coordinate <coordinate>', 'only this field, such as Municipality.name')
  .option('--json', 'write JSON')
  .option(...registryOption)
  .action(async (flags) => (await import('./commands/subgraph-list.js')).fieldUsage(flags));

program
  .command('audit')
  .description('test a running subgraph for conformance; exit 1 if it fails a rule')
  .argument('<url>', 'where it receives operations')
  .option('--schema <file>', 'the schema that it should have')
  .option('--key <id:secret>', 'the key that calls are signed with')
  .option('--json', 'write JSON')
  .action(async (url, flags) => {
    if (!(await (await import('./commands/audit.js')).audit(url, flags))) process.exitCode = 1;
  });

function readPort(text: string): number {
  if (/^\d{1,5}$/.test(text) && Number(text) <= 65535) return Number(text);
  throw new InvalidArgumentError('A port is a whole number from 0 to 65535.');
}

function readDays(text: string): number {
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('The number of days is a whole number from 1 to 9999.');
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

ignoreBrokenPipes();
try {
  await program.parseAsync();
  // What is left open by a library must not keep a command that is done.
  process.exit();
} catch (error) {
  const { isUserError } = await import('./user-error.js');
  process.stderr.write(`${isUserError(error) ? error.message : (error as Error).stack}\n`);
  process.exit(1);
}
