import { guessMapping, knownCodes, targetOf } from '@cabildo/kit';
import { withDataset } from '../dataset.js';
import { Steps } from '../steps.js';
import { assertFile } from './ingest.js';

/** Proposes a mapping for a file, on stdout; what is left for its reader to say, on stderr. */
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
      ? `A proposal, made from the first rows: say what each of the ${open} "?" is, or take its line out, and look at the rest.`
      : 'A proposal, made from the first rows: look at it.',
  );
}
