// The outage of one agency must not affect the fields of another: GraphQL makes a null of everything above a field that
// is never null, so whatever crosses from one subgraph to another must be able to be null.
import {
  type GraphQLField,
  type GraphQLObjectType,
  getNamedType,
  isListType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { subgraphs } from '../hub/src/subgraphs.js';

/** Where an entity lives that several subgraphs know. */
const owners: Record<string, string> = {
  State: 'municipalities',
  Municipality: 'municipalities',
  Declaration: 'municipalities',
  Authority: 'secretariats',
  Exercise: 'secretariats',
  Indicator: 'indicators',
};

const fieldsOf = (type: GraphQLObjectType) =>
  Object.values(type.getFields()).filter(({ name }) => !name.startsWith('_'));

/** A list must be able to be null as a whole: with items that are never null, one that is missing makes it so. */
const canBeNull = ({ type }: GraphQLField<unknown, unknown>) =>
  !isNonNullType(type) || (isListType(type.ofType) && !isNonNullType(type.ofType.ofType));

describe.each(subgraphs.map(({ subgraph }) => subgraph))('$name', ({ name, schema }) => {
  const types = Object.values(schema.getTypeMap()).filter(
    (type) => isObjectType(type) && !type.name.startsWith('_'),
  ) as GraphQLObjectType[];

  it('can fail at each of its root fields alone', () => {
    const rigid = fieldsOf(schema.getQueryType()!).filter((field) => !canBeNull(field));
    expect(rigid.map((field) => `Query.${field.name}`)).toEqual([]);
  });

  it('can fail at each field that it adds to what lives elsewhere', () => {
    const foreign = types.filter((type) => owners[type.name] && owners[type.name] !== name);
    const rigid = foreign.flatMap((type) =>
      fieldsOf(type)
        .filter((field) => field.name !== 'code' && field.name !== 'id' && !canBeNull(field))
        .map((field) => `${type.name}.${field.name}`),
    );
    expect(rigid).toEqual([]);
  });

  it('goes on where what it refers to, and lives elsewhere, is lost', () => {
    const rigid = types.flatMap((type) =>
      fieldsOf(type)
        .filter((field) => {
          const owner = owners[getNamedType(field.type).name];
          return owner && owner !== name && !canBeNull(field);
        })
        .map((field) => `${type.name}.${field.name}`),
    );
    expect(rigid).toEqual([]);
  });
});
