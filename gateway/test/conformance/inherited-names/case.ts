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
      title: 'only __proto__ is refused',
      query: '{ __proto__: site { constructor } }',
      data: null,
      errors: [{ code: 'NAME_REFUSED' }],
    },
  ],
} satisfies ConformanceCase;
