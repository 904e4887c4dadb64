import { userInfo } from 'node:os';
import { type Revised, revert, withdraw } from '@cabildo/kit';
import { type OpenDataset, withDataset } from '../dataset.js';
import { Steps } from '../steps.js';

/** Withdraws all rows of a source from a dataset, as a new revision. */
export function withdrawSource(dataset: string, flags: { source: string; note?: string }): Promise<void> {
  return revise(dataset, `hub withdraw ${dataset}`, ({ subgraph }) =>
    withdraw(subgraph, { dataset, ...flags, publishedBy: userInfo().username }),
  );
}

/** Restores a dataset to an earlier revision, as a new revision. */
export function revertTo(dataset: string, flags: { to: number; note?: string }): Promise<void> {
  return revise(dataset, `hub revert ${dataset}`, ({ subgraph }) =>
    revert(subgraph, { dataset, ...flags, publishedBy: userInfo().username }),
  );
}

async function revise(name: string, label: string, work: (open: OpenDataset) => Promise<Revised>): Promise<void> {
  const { revision, changes } = await withDataset(name, label, new Steps(process.stderr), work);
  const { added, changed, withdrawn } = changes;
  process.stdout.write(
    revision === undefined
      ? `${name}: unchanged: there was nothing to change, so there is no new revision.\n`
      : `${name}: published as revision ${revision}: ${added} added, ${changed} changed, ${withdrawn} withdrawn.\n`,
  );
}
