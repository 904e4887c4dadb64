import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { errorCatalogue } from '../src/catalogue/catalogue.js';
import { checkGuide } from '../src/catalogue/check-guide.js';
import { gatewayGuide } from '../src/catalogue/gateway-guide.js';
import { httpGuide } from '../src/catalogue/http-guide.js';
import { ingestionGuide } from '../src/catalogue/ingestion-guide.js';
import { verificationGuide } from '../src/catalogue/verification-guide.js';

const entries = errorCatalogue().flatMap((section) => section.entries);
const codes = entries.map(({ code }) => code);

test('every code is listed once', () => {
  expect(codes).toHaveLength(new Set(codes).size);
  expect(codes.length).toBeGreaterThan(150);
});

test.each(entries.map((entry) => [entry.code, entry] as const))(
  '%s has a cause, what to do, and an example',
  (_, entry) => {
    expect(entry.cause).not.toBe('');
    expect(entry.remedy).not.toBe('');
    expect(entry.example).not.toBe('');
  },
);

test('no guide is for a code that is gone', () => {
  const guides = { ...checkGuide, ...gatewayGuide, ...httpGuide, ...ingestionGuide, ...verificationGuide };
  expect(Object.keys(guides).filter((code) => !codes.includes(code))).toEqual([]);
});

test('every code that a class of an error or a constructor call has is in the catalogue', () => {
  const files = execFileSync('git', ['ls-files', 'kit/src', 'gateway/src', 'services/*/src', 'schema/src', 'hub/src'], {
    encoding: 'utf8',
  }).split('\n');
  const source = files.filter((file) => file.endsWith('.ts')).map((file) => readFileSync(file, 'utf8'));
  const given = source.flatMap((text) => [
    ...text.matchAll(/(?:new (?:Hub|Gateway|Cabildo|Listen)Error|clientError|refusal)\(\s*'([A-Z_]+)'/g),
    ...text.matchAll(/^ {2}readonly code = '([A-Z_]+)'/gm),
  ]);
  expect(given.length).toBeGreaterThan(100);
  expect(given.map(([, code]) => code!).filter((code) => !codes.includes(code))).toEqual([]);
});
