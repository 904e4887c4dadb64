import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { gatewayErrors, protocolErrors, startGateway } from '../src/index.js';
import { inProcess, supergraphOf, testSubgraph } from './subgraphs.js';

const source = globSync('**/*.ts', { cwd: join(import.meta.dirname, '../src') })
  .filter((file) => file !== 'errors.ts')
  .map((file) => readFileSync(join(import.meta.dirname, '../src', file), 'utf8'))
  .join('\n');

test.each(Object.entries(gatewayErrors))(
  '%s is given somewhere and described in a sentence',
  (code, { description }) => {
    expect(source).toContain(`'${code}'`);
    expect(description).toMatch(/^[A-Z`].*\.$/);
  },
);

test('no code is given that the catalogue does not have', () => {
  const given = [...source.matchAll(/'((?:SUBGRAPH|OPERATION|BODY|PORT|SUPERGRAPH|REQUEST|NAME|MEDIA)_[A-Z_]+)'/g)];
  for (const [, code] of given) expect(Object.keys(gatewayErrors)).toContain(code);
});

test('what Apollo Server refuses by codes of its own is in the catalogue, too', async () => {
  const towns = testSubgraph('towns', 'type Query { town: String }', {});
  const gateway = await startGateway({
    supergraph: { sdl: supergraphOf([towns]) },
    connect: inProcess([towns]),
    port: 0,
    host: '127.0.0.1',
  });
  const headers = { 'content-type': 'application/json', accept: 'application/graphql-response+json' };
  const refused: Record<string, number> = {};
  for (const body of [
    '{}',
    '{"query":"{"}',
    '{"query":"{ none }"}',
    '{"query":"query a { town }","operationName":"b"}',
  ]) {
    const response = await fetch(gateway.url, { method: 'POST', headers, body });
    const { errors } = (await response.json()) as { errors: { extensions: { code: string } }[] };
    refused[errors[0]!.extensions.code] = response.status;
  }
  await gateway.stop();
  const catalogue = Object.entries(protocolErrors).map(([code, { http }]) => [code, http]);
  expect(refused).toEqual(Object.fromEntries(catalogue));
});
