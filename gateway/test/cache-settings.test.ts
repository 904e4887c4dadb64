import { readConfig } from '@cabildo/kit/process';
import { expect, test } from '@jest/globals';
import { cacheOptions, cacheVariables } from '../src/cache/settings.js';

const read = (environment: Record<string, string>) => cacheOptions(readConfig(cacheVariables, environment));

test('what a gateway keeps and shares, and where nobody says', () => {
  expect(read({})).toEqual({ cacheBytes: 64 * 1024 * 1024, sharing: true });
  expect(read({ CACHE_BYTES: '0', SHARE_EQUAL: 'no' })).toEqual({ cacheBytes: 0, sharing: false });
});

test('every fault is told', () => {
  expect(() => read({ CACHE_BYTES: '64M', SHARE_EQUAL: 'maybe' })).toThrow(/CACHE_BYTES is "64M".*\nSHARE_EQUAL/);
});
