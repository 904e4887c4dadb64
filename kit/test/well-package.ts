import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Writes a data package of wells with these names into a new folder. */
export async function wellPackage(names: readonly string[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cabildo-wells-'));
  const rows = names.map((name, index) => `15031,w${index},${name}`);
  await writeFile(join(folder, 'well.csv'), `municipality_code,id,name\n${rows.join('\n')}\n`);
  const files = [{ dataset: 'well', file: 'well.csv' }];
  const source = { code: 'agency', publisher: 'Agency', title: 'Wells', files };
  await writeFile(join(folder, 'source.json'), JSON.stringify(source));
  return folder;
}
