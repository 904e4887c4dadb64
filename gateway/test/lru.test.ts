import { expect, test } from '@jest/globals';
import { Lru } from '../src/engine/lru.js';

test('what was used last stays', () => {
  const lru = new Lru<string, number>(2);
  lru.set('a', 1);
  lru.set('b', 2);
  lru.get('a');
  lru.set('c', 3);
  expect([lru.get('a'), lru.get('b'), lru.get('c'), lru.size]).toEqual([1, undefined, 3, 2]);
});

test('an entry that is set again counts once', () => {
  const lru = new Lru<string, number>(2);
  for (const value of [1, 2, 3]) lru.set('a', value);
  lru.set('b', 4);
  expect([lru.get('a'), lru.get('b')]).toEqual([3, 4]);
});
