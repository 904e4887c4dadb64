import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { HubError } from '../errors.js';
import { schemaFolder, templateFolder } from '../place.js';

export const languages = ['typescript', 'python', 'go', 'java'] as const;
export type Language = (typeof languages)[number];

/** Names that the files of a template contain in place of those of the subgraph. */
const namesOf = (name: string): Readonly<Record<string, string>> => {
  const camel = name.replaceAll(/-(\w)/g, (_all, letter: string) => letter.toUpperCase());
  const pascal = camel[0]!.toUpperCase() + camel.slice(1);
  return { __NAME__: name, __TYPE__: `${pascal}Site`, __FIELD__: `${camel}Sites`, __ONE__: `${camel}Site` };
};

/**
 * Writes a folder with a subgraph that runs.
 * @throws HubError BAD_NAME, FOLDER_NOT_EMPTY
 */
export async function initSubgraph(name: string, language: Language, folder = name): Promise<string[]> {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name))
    throw new HubError('BAD_NAME', `"${name}" is no name of a subgraph: use lower-case letters, digits and hyphens.`);
  await mkdir(folder, { recursive: true });
  if ((await readdir(folder)).length > 0)
    throw new HubError('FOLDER_NOT_EMPTY', `The folder ${folder} is not empty: name another one with --dir.`);
  await cp(join(templateFolder, 'common'), folder, { recursive: true, filter: (path) => !path.endsWith('.common.md') });
  await cp(join(templateFolder, language), folder, { recursive: true });
  await cp(join(schemaFolder, 'signature-vectors.json'), join(folder, 'signature-vectors.json'));
  const common = await readFile(join(templateFolder, 'common', 'README.common.md'), 'utf8');
  const readme = join(folder, 'README.md');
  await writeFile(readme, (await readFile(readme, 'utf8')) + common);
  const files = await filesOf(folder);
  for (const file of files) await fill(file, namesOf(name));
  return files.map((file) => relative(folder, file)).sort();
}

async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}

async function fill(file: string, names: Readonly<Record<string, string>>): Promise<void> {
  const text = await readFile(file, 'utf8');
  const filled = text.replaceAll(/__(?:NAME|TYPE|FIELD|ONE)__/g, (token) => names[token]!);
  if (filled !== text) await writeFile(file, filled);
}

/** Reports what was written and how to start it. */
export async function init(name: string, flags: { language: Language; dir?: string }): Promise<void> {
  const folder = flags.dir ?? name;
  const files = await initSubgraph(name, flags.language, folder);
  process.stdout.write(`${folder} has ${files.length} files. README.md says how to start it.\n`);
}
