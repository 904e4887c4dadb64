import { describe, expect, test } from '@jest/globals';
import { CompositionError, compose, type SubgraphDefinition } from '../src/index.js';
import { figures, subgraph, towns } from './subgraphs.js';

test('subgraphs become a supergraph that names them and their addresses', () => {
  const { supergraphSdl } = compose([towns, figures]);
  expect(supergraphSdl).toContain('TOWNS @join__graph(name: "towns", url: "http://towns.test/")');
  expect(supergraphSdl).toContain('FIGURES @join__graph(name: "figures", url: "http://figures.test/")');
});

test('the same subgraphs give the same text', () => {
  expect(compose([towns, figures])).toEqual(compose([towns, figures]));
});

describe('subgraphs that do not compose', () => {
  const faultsOf = (subgraphs: SubgraphDefinition[]) => {
    try {
      compose(subgraphs);
    } catch (error) {
      if (error instanceof CompositionError) return error.faults;
      throw error;
    }
    return [];
  };

  test('a field of two subgraphs that is not shareable: both are named, with the line', () => {
    const [fault, ...others] = faultsOf([
      towns,
      subgraph('other', `type Town @key(fields: "code") {\n  code: ID!\n  name: String\n}`),
    ]);
    expect(others).toEqual([]);
    expect(fault).toMatchObject({
      code: 'INVALID_FIELD_SHARING',
      places: [
        { subgraph: 'other', line: 4 },
        { subgraph: 'towns', line: 3 },
      ],
    });
    expect(fault?.sentence).toBe(
      'INVALID_FIELD_SHARING: Non-shareable field "Town.name" is resolved from multiple subgraphs: it is resolved from subgraphs "other" and "towns" and defined as non-shareable in all of them (other, line 4; towns, line 3)',
    );
  });

  test('every fault is reported', () => {
    const other = subgraph('other', 'type Town @key(fields: "code") { code: Int! name: String }');
    const codes = faultsOf([towns, other]).map(({ code }) => code);
    expect(codes.sort()).toEqual(['FIELD_TYPE_MISMATCH', 'INVALID_FIELD_SHARING']);
  });

  test('an SDL that is not GraphQL', () => {
    expect(faultsOf([towns, { name: 'noise', url: '', sdl: 'type Query {\n  a: }' }])).toMatchObject([
      { code: 'SUBGRAPH_UNREADABLE', places: [{ subgraph: 'noise', line: 2 }] },
    ]);
  });

  test('a field that no path leads to', () => {
    const island = subgraph('island', `type Query { one: Value @shareable }\ntype Value @shareable { a: Int b: Int }`);
    const other = subgraph('other', `type Query { two: Value @shareable }\ntype Value @shareable { a: Int }`);
    expect(faultsOf([island, other])).toMatchObject([{ code: 'SATISFIABILITY_ERROR' }]);
  });
});
