import { existsSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from '@jest/globals';
import { newHome, removeHomes } from '../hub/test/temporary-home.js';
import { HubProcess, startHub } from './running-hub.js';

const readme = readFileSync('README.md', 'utf8');
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
const shell = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block]) => block!);

afterAll(removeHomes);

describe('the README', () => {
  test('links to files that exist', () => {
    const links = [...readme.matchAll(/\]\((?!http)([^)#]+)\)/g)].map(([, path]) => path!);
    expect(links.length).toBeGreaterThan(8);
    for (const path of links) expect([path, existsSync(path)]).toEqual([path, true]);
  });

  test('names scripts and commands that exist', async () => {
    const called = [...readme.matchAll(/pnpm@[\d.]+ (\w+)(?: (\w+))?/g)];
    const help = new HubProcess(['--help']);
    await help.exited;
    for (const [, script, command] of called) {
      expect(scripts).toHaveProperty(script!);
      if (script === 'hub' && command) expect(help.output).toMatch(new RegExp(`^  ${command} `, 'm'));
    }
  });

  test('has queries that the hub runs without an error', async () => {
    const hub = await startHub(newHome());
    const queries = shell.flatMap((block) => [...block.matchAll(/--data-urlencode (?:'query=([^']+)'|query@(\S+))/g)]);
    expect(queries).toHaveLength(2);
    for (const [, inline, file] of queries) {
      const query = inline ?? readFileSync(file!, 'utf8');
      const response = await fetch(`${hub.url}/?query=${encodeURIComponent(query)}`, {
        headers: { 'apollo-require-preflight': '1' },
      });
      expect(response.status).toBe(200);
      expect(((await response.json()) as { errors?: unknown }).errors).toBeUndefined();
    }
    await hub.end('SIGTERM');
  }, 60_000);
});

test('the map of CONTRIBUTING names eight files that exist, in at most 20 lines', () => {
  const map = readFileSync('CONTRIBUTING.md', 'utf8').split('## The map')[1]!.split('## Rules')[0]!;
  expect(map.split('\n').length).toBeLessThanOrEqual(20);
  const files = [...map.matchAll(/\| `([\w/.-]+\.ts)`/g)].map(([, file]) => file!);
  expect(files).toHaveLength(8);
  expect(files.filter((file) => !existsSync(file))).toEqual([]);
});
