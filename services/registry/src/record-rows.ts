import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ConnectedSubgraph, describeReport, ingest } from '@cabildo/kit';

/** Who writes to the registry, and why: both go into the revision. */
export interface Author {
  /** An agency with the id of its token, such as `water/3f9a`, or `operator`. */
  readonly by: string;
  readonly note?: string;
}

const source = {
  code: 'registry',
  publisher: 'Cabildo',
  title: 'Registry of subgraphs',
  licence: null,
  url: null,
  retrievedOn: null,
  via: null,
  notes: [],
  coverage: 'partial' as const,
  files: [],
};

/**
 * Publishes rows into a dataset of the registry, as one revision, the way any file is published: validated, logged and
 * kept for as-of. Rows with a key that is already recorded replace the earlier ones.
 * @returns the number of the revision; undefined if the rows change nothing
 * @throws Error with every finding when a rule refuses a row
 */
export async function recordRows(
  registry: ConnectedSubgraph,
  dataset: string,
  rows: readonly Readonly<Record<string, unknown>>[],
  { by, note }: Author,
): Promise<number | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'cabildo-registry-'));
  try {
    const file = join(folder, `${dataset}.json`);
    await writeFile(file, JSON.stringify(rows.map(columnsOf)));
    const report = await ingest(registry.database, {
      dataset: registry.datasets.find(({ name }) => name === dataset)!,
      files: [file],
      source,
      publishedBy: by,
      note,
    });
    if (report.outcome === 'rejected') throw new Error(describeReport(report));
    return report.revision;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Property names as the columns of a file spell them: `agencyId` is `agency_id`. */
function columnsOf(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`), value]),
  );
}
