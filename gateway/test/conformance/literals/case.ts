import { GraphQLScalarType, Kind, valueFromASTUntyped } from 'graphql';
import type { ConformanceCase } from '../../conformance-case.js';

const Any = new GraphQLScalarType({
  name: 'Any',
  parseValue: (value) => value,
  parseLiteral: (node, variables) =>
    node.kind === Kind.INT || node.kind === Kind.FLOAT ? node.value : valueFromASTUntyped(node, variables),
});
const echo = (_: unknown, { v }: { v: unknown }) => v;
const written = (_: unknown, { v }: { v: unknown }) =>
  typeof v === 'object' ? Object.keys(v ?? {}).join() : String(v);

export default {
  resolvers: {
    a: { Any, Query: { id: echo, number: echo, text: echo, any: written, item: () => ({ id: '1' }) } },
    b: { Any, Item: { __resolveReference: (it: object) => it, any: written, text: echo } },
  },
  queries: [
    {
      title: 'an integer of more than 64 bits keeps its digits',
      query:
        '{ id(v: 99999999999999999999) any(v: 18446744073709551615) least: any(v: -9223372036854775809) number(v: 99999999999999999999) }',
      data: { id: '99999999999999999999', any: '18446744073709551615', least: '-9223372036854775809', number: 1e20 },
    },
    {
      title: 'also for an entity',
      query: '{ item { any(v: 99999999999999999999) decimal: any(v: 1.00000000000000000001) text(v: "a\\bc") } }',
      data: { item: { any: '99999999999999999999', decimal: '1.00000000000000000001', text: 'a\bc' } },
    },
    {
      title: 'every escape of a string is the character that it stands for',
      query:
        '{ a: text(v: "a\\bc") b: text(v: "\\u0008") c: text(v: "\\n\\r\\t\\"\\\\ \\/") d: text(v: """""") e: text(v: """\\u0041 \\n""") }',
      data: { a: 'a\bc', b: '\b', c: '\n\r\t"\\ /', d: '', e: '\\u0041 \\n' },
    },
    {
      title: 'the keys of an object of a custom scalar keep their order',
      query: '{ any(v: { year: 1, name: 1, day: 1 }) item { any(v: { z: 1, a: 2 }) } }',
      data: { any: 'year,name,day', item: { any: 'z,a' } },
    },
    {
      title: 'so do those of a variable and of its default',
      query: 'query ($a: Any, $b: Any = { z: 1, a: 2 }) { a: any(v: $a) b: any(v: $b) }',
      variables: { a: { year: 1, name: 1 } },
      data: { a: 'year,name', b: 'z,a' },
    },
  ],
} satisfies ConformanceCase;
