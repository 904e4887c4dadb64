import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { gatewayErrors } from '../src/index.js';

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
