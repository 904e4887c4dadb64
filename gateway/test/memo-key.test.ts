import { buildSchema } from 'graphql';
import { limitsWith } from '../src/guard/limits.js';
import { OperationGuard } from '../src/guard/operation-guard.js';
import { memoKey } from '../src/memo-key.js';
import { Random } from './differential/random.js';

const sdl = 'type Query { items(first: Int): [Item!] } type Item { id: ID! }';
const guard = () => new OperationGuard(buildSchema(sdl), sdl, limitsWith({ cost: 1_000 }));
const costly = 'query B { items(first: 5000) { id } }';
const tooCostly = /costs \d+/;

it('100,000 generated pairs of a name and a text have a key each', () => {
  const random = new Random(1);
  const parts = ['', ' ', '#', 'A', 'B', ':', '1', '\n', '\0', '"', '3:'];
  const draw = () => Array.from({ length: random.below(4) }, () => random.pick(parts)).join('');
  const pairs = new Map<string, string>();
  for (let i = 0; i < 100_000; i++) {
    const [name, text] = [random.chance(0.2) ? undefined : draw(), draw()];
    const key = memoKey(name, text);
    const pair = JSON.stringify([name ?? null, text]);
    expect(pairs.get(key) ?? pair).toBe(pair);
    pairs.set(key, pair);
  }
});

describe('the cost limit applies after a request that prepared the cache', () => {
  it.each([' ', '\n', '', ':', ','])('by a name and a text joined by %j', (separator) => {
    const admission = guard();
    for (const [operationName, query] of [
      [`B${separator}#`, `query A { __typename }\n${costly}`],
      [`B`, `#${separator}query A { __typename }\n${costly}`],
    ]) {
      try {
        admission.admit({ operationName, query });
      } catch {
        // Only the second request matters.
      }
    }
    const query = `#${separator} query A { __typename }\n${costly}`;
    expect(() => admission.admit({ operationName: 'B', query })).toThrow(tooCostly);
  });

  it.each([
    [{ n: '5000' }, { n: 5000 }],
    [{ n: [5000] }, { n: 5000 }],
    [{ n: null }, { n: 5000 }],
    [{}, { n: 5000 }],
    [
      { n: '1', m: '2,5000' },
      { n: 1, m: 5000 },
    ],
  ])('by the variables %j', (first, second) => {
    const admission = guard();
    const query = 'query ($n: Int, $m: Int) { items(first: $n) { id } other: items(first: $m) { id } }';
    admission.admit({ query, variables: first });
    expect(() => admission.admit({ query, variables: second })).toThrow(tooCostly);
  });
});
