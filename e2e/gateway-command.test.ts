import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SubgraphServer, serveSubgraph } from '../gateway/test/subgraph-server.js';
import { supergraphOf } from '../gateway/test/subgraphs.js';
import { ask, HubProcess } from './running-hub.js';

const folder = mkdtempSync(join(tmpdir(), 'cabildo-gateway-'));
const file = join(folder, 'supergraph.graphql');
let narrow: SubgraphServer;
let wide: SubgraphServer;

beforeAll(async () => {
  narrow = await serveSubgraph('water', 'type Query { wells: Int }', { Query: { wells: () => 3 } });
  wide = await serveSubgraph('water', 'type Query { wells: Int rivers: Int }', {
    Query: { wells: () => 4, rivers: () => 5 },
  });
  writeFileSync(file, supergraphOf([narrow]));
});
afterAll(async () => {
  await Promise.all([narrow.close(), wide.close()]);
  rmSync(folder, { recursive: true });
});

/** Replaces the file whole, as `mv` does. */
function replace(text: string): void {
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}

describe('hub gateway', () => {
  it('serves any Federation 2 supergraph, at the addresses in it, and loads a changed one', async () => {
    const gateway = new HubProcess(['gateway', '--supergraph', file, '--port', '0']);
    const [, url] = await gateway.says(/The gateway answers at (\S+)/);
    expect((await fetch(`${url}health`)).status).toBe(200);
    expect((await ask(url!, '{ wells }')).data).toEqual({ wells: 3 });
    replace(supergraphOf([wide]));
    const asked: unknown[] = [];
    for (;;) {
      const { data, errors } = await ask(url!, '{ rivers }');
      if (!errors) break;
      asked.push(data);
      expect((await ask(url!, '{ wells }')).data.wells).toBeGreaterThan(2);
    }
    expect((await ask(url!, '{ wells rivers }')).data).toEqual({ wells: 4, rivers: 5 });
    expect(await gateway.end('SIGTERM')).toBe(0);
  }, 60_000);

  it('says in a sentence what it cannot start with', async () => {
    const none = new HubProcess(['gateway', '--supergraph', join(folder, 'none.graphql'), '--port', '0']);
    expect(await none.exited).toBe(1);
    expect(none.output).toContain('none.graphql');
    expect(none.output).not.toMatch(/^\s+at /m);
    const wrong = new HubProcess(['gateway', '--supergraph', file, '--port', 'http']);
    expect(await wrong.exited).toBe(1);
    expect(wrong.output).toContain('A port is a whole number from 0 to 65535.');
  }, 60_000);
});
