import { describe, expect, test } from '@jest/globals';
import { breakingChanges, compose, dangerousChanges } from '../src/index.js';
import { figures, subgraph, towns } from './subgraphs.js';

const base = `
  directive @asOf(at: String, exact: Boolean = false) repeatable on QUERY | FIELD
  type Query { town(code: ID, first: Int = 1): Town find(filter: Filter): [Hit] }
  interface Node { id: ID! }
  type Town implements Node { id: ID! code: ID! name: String }
  type Plan { title: String }
  union Hit = Town | Plan
  enum Level { LOCAL STATE }
  input Filter { level: Level = LOCAL name: String }
`;

const breaking = (from: string, to: string) =>
  breakingChanges(base, base.replace(from, to)).map(({ kind, coordinate }) => `${kind} ${coordinate}`);
const dangerous = (from: string, to: string) =>
  dangerousChanges(base, base.replace(from, to)).map(({ kind, coordinate }) => `${kind} ${coordinate}`);

describe('a breaking change is named by its coordinate', () => {
  test.each([
    [' name: String }\n  type Plan', ' }\n  type Plan', 'FIELD_REMOVED Town.name'],
    ['code: ID!', 'code: ID', 'FIELD_CHANGED_KIND Town.code'],
    ['code: ID,', 'code: ID!,', 'ARG_CHANGED_KIND Query.town(code:)'],
    ['first: Int = 1', '', 'ARG_REMOVED Query.town(first:)'],
    ['first: Int = 1', 'first: Int = 1, last: Int!', 'REQUIRED_ARG_ADDED Query.town(last:)'],
    ['LOCAL STATE', 'LOCAL', 'VALUE_REMOVED_FROM_ENUM Level.STATE'],
    ['= Town | Plan', '= Town', 'TYPE_REMOVED_FROM_UNION Hit.Plan'],
    ['implements Node', '', 'IMPLEMENTED_INTERFACE_REMOVED Town'],
    ['input Filter {', 'input Filter { year: Int!', 'REQUIRED_INPUT_FIELD_ADDED Filter.year'],
    ['union Hit = Town | Plan', 'interface Hit { x: Int }', 'TYPE_CHANGED_KIND Hit'],
    ['at: String, ', '', 'DIRECTIVE_ARG_REMOVED @asOf(at:)'],
    ['at: String, ', 'at: Int, ', 'DIRECTIVE_ARG_CHANGED_KIND @asOf(at:)'],
    ['at: String, ', 'at: String, by: Int!, ', 'REQUIRED_DIRECTIVE_ARG_ADDED @asOf(by:)'],
    ['repeatable on', 'on', 'DIRECTIVE_REPEATABLE_REMOVED @asOf'],
    ['QUERY | FIELD', 'QUERY', 'DIRECTIVE_LOCATION_REMOVED @asOf'],
  ])('%j → %j', (from, to, change) => {
    expect(breaking(from, to)).toEqual(change ? [change] : []);
  });

  test('a type and all that leads to it', () => {
    const without = base.replace('interface Node { id: ID! }', '').replace('implements Node', '');
    expect(breakingChanges(base, without).map(({ coordinate }) => coordinate)).toEqual(['Node', 'Town']);
  });
});

describe('what is only dangerous breaks nothing', () => {
  test.each([
    ['LOCAL STATE', 'LOCAL STATE FEDERAL', 'VALUE_ADDED_TO_ENUM Level.FEDERAL'],
    ['first: Int = 1', 'first: Int = 2', 'ARG_DEFAULT_VALUE_CHANGE Query.town(first:)'],
    ['first: Int = 1', 'first: Int = 1, last: Int', 'OPTIONAL_ARG_ADDED Query.town(last:)'],
    ['input Filter {', 'input Filter { year: Int', 'OPTIONAL_INPUT_FIELD_ADDED Filter.year'],
    ['level: Level = LOCAL', 'level: Level = STATE', 'INPUT_FIELD_DEFAULT_VALUE_CHANGE Filter.level'],
    ['exact: Boolean = false', 'exact: Boolean = true', 'DIRECTIVE_ARG_DEFAULT_VALUE_CHANGE @asOf(exact:)'],
    ['type Plan {', 'type Plan implements Node { id: ID!', 'IMPLEMENTED_INTERFACE_ADDED Plan'],
  ])('%j → %j', (from, to, change) => {
    expect({ dangerous: dangerous(from, to), breaking: breaking(from, to) }).toEqual({
      dangerous: [change],
      breaking: [],
    });
  });
});

describe('of supergraphs', () => {
  const supergraph = (...subgraphs: (typeof towns)[]) => compose(subgraphs).supergraphSdl;
  const both = supergraph(towns, figures);

  test('nothing changes where clients see nothing change', () => {
    const unhidden = subgraph('figures', `type Town @key(fields: "code") { code: ID! value: Int }`);
    expect(breakingChanges(both, supergraph(towns, unhidden))).toEqual([]);
    expect(dangerousChanges(both, both)).toEqual([]);
  });

  test('a field that becomes hidden is removed', () => {
    const hiding = subgraph('figures', `type Town @key(fields: "code") { code: ID! value: Int @inaccessible }`);
    expect(breakingChanges(both, supergraph(towns, hiding))).toEqual([
      { coordinate: 'Town.value', kind: 'FIELD_REMOVED', sentence: 'Town.value was removed.' },
    ]);
  });

  test('a supergraph is compared with an API’s own SDL', () => {
    const api = 'type Query { town(code: ID!): Town } type Town { code: ID! name: String value: Int }';
    expect(breakingChanges(api, both)).toEqual([]);
  });
});
