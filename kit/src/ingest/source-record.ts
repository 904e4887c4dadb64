import { resolve, sep } from 'node:path';
import type { PoolClient } from 'pg';
import type { Dataset } from '../dataset/dataset.js';
import type { SourceDescription } from './source-description.js';

/** A file of a publication that may still be rejected. */
export interface SourceFile {
  /** The id of its source record, reserved before the lock of publishers is taken. */
  sourceId: number;
  path: string;
  name: string;
  sha256: string;
}

export async function reserveSources(
  client: PoolClient,
  files: readonly string[],
  digests: readonly string[],
): Promise<SourceFile[]> {
  const { rows } = await client.query<{ id: string }>(
    `select nextval(pg_get_serial_sequence('source', 'id')) as id from generate_series(1, $1)`,
    [files.length],
  );
  const names = fileNames(files);
  return files.map((path, at) => ({
    sourceId: Number(rows[at]!.id),
    path,
    name: names[at]!,
    sha256: digests[at]!,
  }));
}

/** Returns the names of files: the base name, with as many folders as make the names distinct. */
export function fileNames(paths: readonly string[]): string[] {
  const parts = paths.map((path) => resolve(path).split(sep).filter(Boolean));
  const deepest = Math.max(...parts.map(({ length }) => length));
  const unlike = new Set(parts.map((each) => each.join('/'))).size;
  for (let depth = 1; depth < deepest; depth += 1) {
    const names = parts.map((each) => each.slice(-depth).join('/'));
    if (new Set(names).size === unlike) return names;
  }
  return parts.map((each) => each.join('/'));
}

/** Records the files that the rows of a revision come from. */
export async function recordSources(
  client: PoolClient,
  dataset: Dataset,
  source: SourceDescription,
  revision: number,
  files: readonly SourceFile[],
): Promise<void> {
  const { code, publisher, title, licence, url, retrievedOn, via, notes } = source;
  for (const { sourceId, name, sha256 } of files)
    await client.query(
      `insert into source (id, revision, dataset, code, publisher, title, licence, url, retrieved_on, via, notes,
          file_name, sha256)
        overriding system value values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
      [sourceId, revision, dataset.name, code, publisher, title, licence, url, retrievedOn, via, notes, name, sha256],
    );
}

/** Returns whether these files are the newest publication of this source, with no withdrawal or revert since. */
export async function areNewest(
  client: PoolClient,
  dataset: Dataset,
  source: SourceDescription,
  digests: readonly string[],
): Promise<boolean> {
  const { rows } = await client.query<{ sha256: string }>(
    `with newest as (select max(revision) as revision from source where dataset = $1 and code = $2)
     select sha256 from source where dataset = $1 and code = $2 and revision = (select revision from newest)
       and not exists (select from revision r where r.dataset = $1 and r.number > (select revision from newest)
         and not exists (select from source s where s.revision = r.number))
     order by id`,
    [dataset.name, source.code],
  );
  return rows.length === digests.length && rows.every(({ sha256 }, index) => sha256 === digests[index]);
}
