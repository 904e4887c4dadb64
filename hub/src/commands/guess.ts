import { guessMapping, knownCodes, targetOf } from '@cabildo/kit';
import { withDataset } from '../dataset.js';
import { Steps } from '../steps.js';
import { assertFile } from './ingest.js';

/** Prints a proposed mapping for a file to stdout, and the number of undecided values to stderr. */
export async function guess(name: string, file: string): Promise<void> {
  await assertFile(file);
  const steps = new Steps(process.stderr);
  const mapping = await withDataset(name, `hub ingest ${name} --guess`, steps, async ({ dataset, subgraph }) => {
    const { database } = subgraph;
    return guessMapping(file, targetOf(database, dataset), await knownCodes(database, dataset));
  });
  const text = JSON.stringify(mapping, null, 2);
  process.stdout.write(`${text}\n`);
  const open = text.match(/"\?"/g)?.length ?? 0;
  steps.say(
    open > 0
      ? `This proposal is based on the first rows. Replace each of the ${open} "?" or remove its line, and check the rest.`
      : 'This proposal is based on the first rows. Check it.',
  );
}
