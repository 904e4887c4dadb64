import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HttpTransport } from '@cabildo/gateway';
import { SIGNATURE_HEADER } from '@cabildo/kit/process';
import { SubgraphKeys } from '../../src/registry/subgraph-keys.js';

const home = mkdtempSync(join(tmpdir(), 'cabildo-keys-'));
afterAll(() => rmSync(home, { recursive: true }));

test('a key is shown when it is created, and never again', () => {
  const keys = new SubgraphKeys(home);
  expect(keys.create('water')).toMatch(/^[0-9a-f]{8}:[\w-]{43}$/);
  expect(keys.create('water')).toBeUndefined();
});

test('only the user of the hub may read the file', () => {
  expect(statSync(join(home, 'subgraph-keys.json')).mode & 0o077).toBe(0);
});

test('calls are signed with the new key once it is activated, without a restart', async () => {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    seen.push(/key=(\w+)/.exec(String(request.headers[SIGNATURE_HEADER]))![1]!);
    request.resume().on('end', () => response.setHeader('content-type', 'application/json').end('{"data":{}}'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const hub = new SubgraphKeys(home);
  const unwatch = hub.watch();
  const { port } = server.address() as AddressInfo;
  const transport = new HttpTransport('water', `http://127.0.0.1:${port}/graphql`, { keys: hub.current });
  const call = () => transport.send({ query: '{ a }', variablesText: '{}', headers: {} });
  await call();
  // A command in another process.
  const operator = new SubgraphKeys(home);
  const [id] = operator.rotate('water').split(':');
  await call();
  expect(operator.activate('water')).toBe(id);
  while (hub.current.water?.id !== id) await new Promise((done) => setTimeout(done, 50));
  await call();
  expect(seen[0]).toBe(seen[1]);
  expect(seen[2]).toBe(id);
  unwatch();
  await transport.close();
  server.closeAllConnections();
  server.close();
});

test('a key that was not created cannot be activated', () => {
  expect(() => new SubgraphKeys(home).activate('roads')).toThrow('has no new key');
});
