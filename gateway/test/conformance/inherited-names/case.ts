import type { ConformanceCase } from '../../conformance-case.js';

const site = { toString: () => 's', constructor: () => 'Obras SA', valueOf: () => null, hasOwnProperty: () => null };

export default {
  resolvers: {
    a: { Query: { site: () => site, constructor: () => null } },
    b: { Site: { __resolveReference: () => ({ isPrototypeOf: () => 'p' }) } },
  },
  queries: [
    {
      title: 'fields may be called what every object of JavaScript has',
      query:
        '{ site { toString constructor valueOf { toString } hasOwnProperty isPrototypeOf } constructor { toString } }',
      data: {
        site: { toString: 's', constructor: 'Obras SA', valueOf: null, hasOwnProperty: null, isPrototypeOf: 'p' },
        constructor: null,
      },
    },
    {
      title: 'and so may aliases',
      query: '{ valueOf: site { __defineGetter__: constructor } }',
      data: { valueOf: { __defineGetter__: 'Obras SA' } },
    },
    {
      title: '__proto__ may be an alias',
      query: '{ __proto__: site { __proto__: constructor } __type(name: "Site") { __proto__: name } }',
      data: JSON.parse('{"__proto__":{"__proto__":"Obras SA"},"__type":{"__proto__":"Site"}}'),
    },
  ],
} satisfies ConformanceCase;
