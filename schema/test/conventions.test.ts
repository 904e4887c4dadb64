import { readFileSync } from 'node:fs';
import { baselineOf, breakingChanges, changesSince, conventionFindings } from '../src/index.js';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');

test('the API keeps the conventions', () => {
  expect(conventionFindings(read('supergraph.graphql'))).toEqual([]);
});

const record = 'id: ID! recordedIn: Int source: Source!';

it.each([
  ['connection-pair', 'type TownConnection { nodes: [Town!]! } type Query { towns: TownConnection }'],
  ['id-of-records', 'type Query { t: Well } type Well { recordedIn: Int source: Source! }'],
  ['boolean-name', `type Query { t: Well } type Well { ${record} partial: Boolean }`],
  ['range-name', 'type Query { towns(since: String): [Town!] }'],
  ['range-name', `type Query { t: Well } type Well { ${record} until: String }`],
  ['order-name', 'enum TownOrder { NAME } type Query { towns(order: TownOrder): [Town!] }'],
  ['order-value', 'enum TownOrder { BEST_FIRST } type Query { towns(orderBy: TownOrder): [Town!] }'],
  ['search-name', 'type Query { towns(text: String): [Town!] }'],
  ['key-name', 'type Query { towns(plan: ID): [Town!] }'],
  ['sources-of-numbers', 'type Query { t: Total } type Total { mean: Float }'],
  [
    'sources-of-numbers',
    'type Query { t: Total u: Bin } type Total { sources: [Source!]! bin: Bin } type Bin { count: Int }',
  ],
  ['vague-description', 'type Query { """What stands there.""" towns: [Town!] }'],
])('the rule %s finds a fault in %s', (rule, sdl) => {
  const found = conventionFindings(`${sdl} type Town { id: ID! } type Source { code: String }`);
  expect(found.map((each) => each.rule)).toEqual([rule]);
});

test('numbers of a type that only attributed types return need no sources of their own', () => {
  const sdl =
    'type Query { t: Total } type Total { sources: [Source!]! bins: [Bin!]! } type Bin { count: Int } type Source { code: String }';
  expect(conventionFindings(sdl)).toEqual([]);
});

test('a baseline has no descriptions and the same API', () => {
  const baseline = baselineOf(read('supergraph.graphql'));
  expect(baseline).not.toContain('"""');
  expect(breakingChanges(baseline, read('supergraph.graphql'))).toEqual([]);
  expect(breakingChanges(read('supergraph.graphql'), baseline)).toEqual([]);
});

describe('the guard of the contract', () => {
  const before = 'type Query { town(code: String): Town } type Town { code: String! name: String! }';

  it.each([
    ['type Query { town(code: String): Town } type Town { code: String! }', 'Town.name', 'FIELD_REMOVED'],
    [
      'type Query { town(code: String): Town } type Town { code: String! name: String }',
      'Town.name',
      'FIELD_CHANGED_KIND',
    ],
    [
      'type Query { town(code: String, at: String): Town } type Town { code: String! name: String! }',
      'Query.town(at:)',
      'OPTIONAL_ARG_ADDED',
    ],
  ])('reports %s', (after, coordinate, kind) => {
    expect(changesSince(before, after, [])).toMatchObject([{ coordinate, kind }]);
    expect(changesSince(before, after, [{ coordinate, kind, reason: 'decision 20' }])).toEqual([]);
  });

  test('a new field is no change for a client', () => {
    expect(changesSince(before, `${before} extend type Town { seat: String }`, [])).toEqual([]);
  });
});
