import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { serve } from '../src/server.js';
import { SignatureCheck } from '../src/signature.js';

const post = async (url: string, body: object, headers: Record<string, string> = {}) => {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, json: (await response.json()) as any };
};

test('entities are resolved in the order of their representations', async () => {
  const { url, close } = await serve({ port: 0, host: '127.0.0.1', keys: new Map() });
  const query = `query ($r: [_Any!]!) { _entities(representations: $r) { ... on Municipality { code __FIELD__ { name } } } }`;
  const r = ['15033', '15031', '99999'].map((code) => ({ __typename: 'Municipality', code }));
  const { json } = await post(url, { query, variables: { r } });
  assert.deepEqual(json.data._entities, [
    { code: '15033', __FIELD__: [{ name: 'Ecatepec, norte' }] },
    { code: '15031', __FIELD__: [{ name: 'Chimalhuacán, centro' }] },
    { code: '99999', __FIELD__: [] },
  ]);
  await close();
});

test('a request without a signature is refused if there are keys', async () => {
  const { url, close } = await serve({ port: 0, host: '127.0.0.1', keys: new Map([['2026a', 'x'.repeat(32)]]) });
  assert.equal((await post(url, { query: '{ __typename }' })).status, 401);
  await close();
});

test('the signatures of the hub are accepted, once', () => {
  const vectors = JSON.parse(readFileSync(new URL('../signature-vectors.json', import.meta.url), 'utf8'));
  for (const { key, secret, time, header, method, path, body, valid } of vectors) {
    const check = new SignatureCheck(new Map([[key, secret]]), () => time);
    assert.equal(check.refusal(header, { method, path, body }) === undefined, valid);
    if (valid) assert.equal(check.refusal(header, { method, path, body }), 'The signature was used before.');
  }
});
