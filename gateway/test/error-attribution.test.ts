// What is done about an answer of the wrong shape, case by case; `wrong-shapes.test.ts` draws them.
import { afterEach, describe, expect, test } from '@jest/globals';
import { buildSchema } from 'graphql';
import { compileSameEntity } from '../src/engine/run/same-entity.js';
import { TypeConditions } from '../src/engine/supergraph/type-conditions.js';
import { Engine } from '../src/index.js';
import { inProcess, supergraphOf, testSubgraph } from './subgraphs.js';

const towns = testSubgraph('towns', 'type Query { towns: [Town!] } type Town @key(fields: "code") { code: ID! }', {
  Query: { towns: () => ['1', '2'].map((code) => ({ code })) },
});
const figures = testSubgraph(
  'figures',
  `type Town @key(fields: "code") { code: ID! value: Int size: Int! near: Permit }
   interface Permit { name: String } type Lake implements Permit { name: String }`,
  {},
);
const marks = testSubgraph(
  'marks',
  'type Town @key(fields: "code") { code: ID! value: Int @external mark: String @requires(fields: "value") }',
  { Town: { mark: () => 'm' } },
);
const subgraphs = [towns, figures, marks];

let engine: Engine;
afterEach(() => engine.close());

/** Asks while one subgraph answers something else. */
async function ask(query: string, instead: string, data: unknown) {
  const well = inProcess(subgraphs);
  const asked: string[] = [];
  engine = new Engine(supergraphOf(subgraphs), (name, url) => ({
    name,
    close: async () => {},
    send: async (request) => {
      asked.push(name);
      return name === instead ? { data: structuredClone(data) as never } : well(name, url).send(request);
    },
  }));
  const { errors = [], ...rest } = JSON.parse(JSON.stringify(await engine.execute({ query })));
  const told = errors.map(({ path, message }: { path: string[]; message: string }) => `${path.join('.')}: ${message}`);
  return { ...rest, told, asked };
}

describe('an entity', () => {
  const entity = (...entities: unknown[]) => ask('{ towns { value } }', 'figures', { _entities: entities });

  test('of another type than requested becomes null, the other entities are merged', async () => {
    expect(await entity({ __typename: 'Lake', value: 1 }, { value: 2 })).toMatchObject({
      data: { towns: [{ value: null }, { value: 2 }] },
      told: ['towns.0.value: Subgraph "figures" returned another entity than the requested one.'],
    });
  });

  test('that is not an object is reported at its path', async () => {
    expect(await entity({ value: 1 }, 'junk')).toMatchObject({
      data: { towns: [{ value: 1 }, { value: null }] },
      told: ['towns.1.value: Subgraph "figures" returned a value in _entities that is not an object.'],
    });
  });

  test('that the subgraph does not have is not an error', async () => {
    expect(await entity({ value: 1 }, null)).toMatchObject({
      data: { towns: [{ value: 1 }, { value: null }] },
      told: [],
    });
  });

  test('with another key than requested becomes null if the fetch selects the key', () => {
    const types = new TypeConditions(
      buildSchema('type Query { t: Town } type Town { code: ID! day: Date } scalar Date'),
    );
    const key = { name: '', fields: ['code', 'day'], write: () => '', isAll: () => false };
    const isSame = compileSameEntity(
      () => key,
      () => new Set(['code', 'day']),
      types,
    );
    const asked = { __typename: 'Town', code: '1', day: '2026-01-01' };
    expect(isSame(asked, { code: 1 })).toBe(true);
    expect(isSame(asked, { code: null })).toBe(true);
    expect(isSame(asked, { day: '2026-01-01T00:00Z' })).toBe(true);
    expect(isSame(asked, { code: '2' })).toBe(false);
    expect(isSame(asked, { __typename: 'Query' })).toBe(false);
  });
});

test('a null in a non-null field is attributed to its subgraph', async () => {
  expect(await ask('{ towns { size } }', 'figures', { _entities: [{ size: null }, { size: 2 }] })).toMatchObject({
    data: { towns: null },
    told: ['towns.0.size: Cannot return null for non-nullable field Town.size.'],
  });
});

test('an invalid value is not sent to another subgraph and is reported at the field that needs it', async () => {
  const { data, told } = await ask('{ towns { mark } }', 'figures', { _entities: [{ value: 'junk' }, { value: 2 }] });
  expect(data).toEqual({ towns: [{ mark: null }, { mark: 'm' }] });
  expect(told).toEqual(['towns.0.mark: Subgraph "figures" returned a value for Town.value that is not of its type.']);
});

test('an invalid key is attributed to the subgraph that returned it, and the next subgraph is not called', async () => {
  const { data, told, asked } = await ask('{ towns { value } }', 'towns', {
    towns: [{ __typename: 'Town', code: { junk: true } }],
  });
  expect(data).toEqual({ towns: [{ value: null }] });
  expect(told).toEqual(['towns.0.value: Subgraph "towns" returned a value for Town.code that is not of its type.']);
  expect(asked).toEqual(['towns']);
});

test('an unknown __typename makes its object null and leaves the rest of the response unchanged', async () => {
  const near = { __typename: 'Nope', name: 'x' };
  const answered = {
    _entities: [
      { value: 1, near },
      { value: 2, near: { __typename: 'Lake', name: 'y' } },
    ],
  };
  expect(await ask('{ towns { value near { name } } }', 'figures', answered)).toMatchObject({
    data: {
      towns: [
        { value: 1, near: null },
        { value: 2, near: { name: 'y' } },
      ],
    },
    told: [
      'towns.0.near: Subgraph "figures" returned an object for Town.near with a __typename that the field cannot have.',
    ],
    extensions: { valueCompletion: [{ path: ['towns', 0, 'near'] }] },
  });
});
