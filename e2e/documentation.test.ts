import { spawn } from 'node:child_process';
import { existsSync, globSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newHome, removeHomes } from '../hub/test/temporary-home.js';
import { DocumentationPage, withoutVariation } from './documentation-page.js';
import { type RunningHub, startHub } from './running-hub.js';

// Runs every shell block of every page, in order, in a folder that looks like a clone. UPDATE_PAGES=1 writes the output.
const root = resolve(import.meta.dirname, '..');
const pages = globSync('docs/{tutorial,how-to}/*.md', { cwd: root }).sort();
const all = globSync('docs/**/*.md', { cwd: root }).filter((path) => !path.includes('node_modules'));
const home = newHome();
let hub: RunningHub;

beforeAll(async () => {
  hub = await startHub(home);
}, 120_000);
afterAll(async () => {
  await hub.end('SIGTERM');
  await removeHomes();
});

function cloneLike(): string {
  const folder = mkdtempSync(join(tmpdir(), 'cabildo-page-'));
  for (const name of ['kit', 'services', 'schema', 'data', 'node_modules'])
    symlinkSync(join(root, name), join(folder, name));
  mkdirSync(join(folder, 'wells'));
  symlinkSync(join(root, 'e2e/node_modules'), join(folder, 'wells/node_modules'));
  return folder;
}

/** Runs all steps in one shell, so that later ones see variables and functions of earlier ones. */
async function run(commands: readonly string[], cwd: string): Promise<string[]> {
  const mark = '----- end of step -----';
  const node = join(root, 'hub/bin/hub.js');
  const script = commands
    .map((command) =>
      command
        .replaceAll(
          /(?:npx -y pnpm@[\d.]+ (?:--silent )?)?\bhub (?=subgraph approve)/g,
          `env CABILDO_HOME=${home} "${process.execPath}" ${node} `,
        )
        .replaceAll(/npx -y pnpm@[\d.]+ (?:--silent )?hub/g, `"${process.execPath}" ${node}`)
        .replaceAll('http://localhost:4000', hub.url),
    )
    .map((command) => (/ start$/m.test(command) ? 'true\n' : command))
    .map((command) => `${command}\necho '${mark}'`)
    .join('\n');
  const shell = spawn('bash', ['-c', `set -e -o pipefail\nhub() { "${process.execPath}" ${node} "$@"; }\n${script}`], {
    cwd,
    detached: true,
    env: { ...process.env, CABILDO_HOME: home, PATH: `${dirname(process.execPath)}:${process.env.PATH}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [shell.stdout, shell.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  const code = await new Promise((done) => shell.on('exit', done));
  if (shell.pid !== undefined)
    try {
      process.kill(-shell.pid, 'SIGTERM');
    } catch {}
  if (code !== 0) throw new Error(`The commands end with ${code}:\n${output}`);
  return output
    .replaceAll(hub.url, 'http://localhost:4000')
    .split(`${mark}\n`)
    .slice(0, commands.length)
    .map(withoutVariation);
}

describe.each(pages)('%s', (path) => {
  const page = new DocumentationPage(join(root, path));

  test('the output of its commands is as shown', async () => {
    const folder = cloneLike();
    for (const file of page.files) {
      mkdirSync(dirname(join(folder, file.path)), { recursive: true });
      writeFileSync(join(folder, file.path), file.content);
    }
    const outputs = await run(
      page.steps.map(({ command }) => command),
      folder,
    );
    if (process.env.UPDATE_PAGES) page.write(outputs);
    rmSync(folder, { recursive: true, force: true });
    for (const [index, { command, output }] of new DocumentationPage(join(root, path)).steps.entries())
      if (output !== undefined) expect([command, outputs[index]]).toEqual([command, output.trim()]);
  }, 120_000);
});

describe.each(all)('%s', (path) => {
  const page = new DocumentationPage(join(root, path));

  test('its links lead to files that exist', () => {
    const links = [...page.text.matchAll(/\]\((?!http)([^)#]+)(?:#[^)]*)?\)/g)].map(([, link]) => link!);
    const missing = links.filter((link) => !existsSync(join(root, dirname(path), link)));
    expect(missing).toEqual([]);
  });
});

test.each(['docs/how-to/query-the-past.md'])('the queries of %s return no error', async (path) => {
  const queries = new DocumentationPage(join(root, path)).queries;
  expect(queries.length).toBeGreaterThan(2);
  for (const query of queries) {
    const response = await fetch(hub.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables: { at: new Date().toISOString() } }),
    });
    expect(((await response.json()) as { errors?: unknown }).errors).toBeUndefined();
  }
});
