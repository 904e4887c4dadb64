import { existsSync, readFileSync } from 'node:fs';
import { newHome, removeHomes } from '../hub/test/temporary-home.js';
import { HubProcess, startHub } from './running-hub.js';

const readme = readFileSync('README.md', 'utf8');
const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
const shell = [...readme.matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block]) => block!);

afterAll(removeHomes);

describe('the README', () => {
  it('links to what is there', () => {
    const links = [...readme.matchAll(/\]\((?!http)([^)#]+)\)/g)].map(([, path]) => path!);
    expect(links.length).toBeGreaterThan(8);
    for (const path of links) expect([path, existsSync(path)]).toEqual([path, true]);
  });

  it('names scripts and commands that exist', async () => {
    const called = [...readme.matchAll(/pnpm@[\d.]+ (\w+)(?: (\w+))?/g)];
    const help = new HubProcess(['--help']);
    await help.exited;
    for (const [, script, command] of called) {
      expect(scripts).toHaveProperty(script!);
      if (script === 'hub' && command) expect(help.output).toMatch(new RegExp(`^  ${command} `, 'm'));
    }
  });

  it('asks queries that the hub answers without an error', async () => {
    const hub = await startHub(newHome());
    const asked = shell.flatMap((block) => [...block.matchAll(/--data-urlencode (?:'query=([^']+)'|query@(\S+))/g)]);
    expect(asked).toHaveLength(2);
    for (const [, inline, file] of asked) {
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
