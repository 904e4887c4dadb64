// The types of a generated world, before anyone knows which subgraph has what.
import { hashOf, Random } from './random.js';
import type { Argument, Entity, Field, Key, Thing } from './world.js';

export const levels = ['LOCAL', 'STATE', 'FEDERAL'];
export const sorts = ['ASC', 'DESC', 'NONE'];

const names = ['Town', 'Body', 'Plan', 'Act', 'Desk'];
/** Types share names of fields, so that operations meet one name with several types. */
export const fieldNames = ['name', 'size', 'level', 'rank', 'note', 'seat', 'kin', 'lead', 'near', 'open', 'tone'];
const wraps = ['', '', '', '!', '[]', '[!]', '[!]!', '[]!', '[[]]', '[[!]!]'];

export const wrapped = (name: string, wrap: string): string =>
  wrap === '' || wrap === '!' ? name + wrap : wrap.replace(/\[(!?)\]/, `[${name}$1]`);

const id: Field = { name: 'id', type: 'ID!', args: [], fixed: (uid) => uid };
const code: Field = { name: 'code', type: 'String!', args: [], fixed: (uid) => `c-${uid}` };
const num: Field = { name: 'num', type: 'Int!', args: [], fixed: (uid) => hashOf(uid) % 1000 };
const ref: Field = { name: 'ref', type: 'Ref!', args: [], fixed: (uid) => ({ __typename: 'Ref', uid: `${uid}.ref` }) };
export const refFields: readonly Field[] = [
  { name: 'a', type: 'ID!', args: [], fixed: (uid) => uid.replace(/\.ref$/, '') },
  { name: 'b', type: 'Int', args: [], fixed: (uid) => hashOf(uid) % 9 },
];

const byId: Key = { text: 'id', fields: [id] };
const otherKeys: readonly Key[] = [
  { text: 'code', fields: [code] },
  { text: 'code num', fields: [code, num] },
  { text: 'ref { a b }', fields: [ref] },
  { text: 'num ref { a }', fields: [num, ref] },
];

/** @param implementers how many of them are objects of an interface with a key */
export function drawEntities(random: Random, implementers: number): Entity[] {
  const count = Math.max(implementers, 2 + random.below(3));
  return names.slice(0, count).map((name, i) => {
    const things: Thing[] = [1, 2, 3].map((number) => ({ __typename: name, uid: `${name.toLowerCase()}${number}` }));
    const more = random.chance(0.5) ? random.some(otherKeys, 1 + random.below(2)) : [];
    return { name, things, keys: [byId, ...more], interfaces: new Set(i < implementers ? ['Record'] : []) };
  });
}

const drawnArguments: readonly (readonly Argument[])[] = [
  [{ name: 'a', type: 'Int', defaultValue: '3' }],
  [{ name: 'a', type: 'Int!' }],
  [{ name: 'b', type: '[String!]' }],
  [
    { name: 'a', type: 'ID' },
    { name: 'sort', type: 'Sort', defaultValue: 'ASC' },
  ],
  [{ name: 'by', type: 'Filter' }],
  [{ name: 'by', type: '[Filter!]', defaultValue: '[{ a: 1 }]' }],
];

export function drawField(random: Random, name: string, named: string, more: Partial<Field> = {}): Field {
  const args = random.chance(0.25) ? random.pick(drawnArguments) : [];
  return { name, type: wrapped(named, random.pick(wraps)), args, fails: random.chance(0.25), ...more };
}

export const drawScalar = (random: Random): string => random.pick(['Int', 'Float', 'String', 'Boolean', 'ID']);
