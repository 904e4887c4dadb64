import { among, type ConformanceCase } from '../../conformance-case.js';

const event = (type: string, id: string, code: string) => ({ __typename: type, id, about: { code } });

const events = [
  event('Visit', 'v1', 'w1'),
  event('Complaint', 'c1', 'w1'),
  event('Visit', 'v2', 'w1'),
  event('Visit', 'v3', 'bad'),
  event('Complaint', 'c2', 'bad'),
];
const works = [
  { code: 'w1', title: 'Alumbrado', kind: 'obra', nick: 'luz', owner: { id: 'o1' } },
  { code: 'bad', title: null, kind: 'obra', nick: null, owner: { id: 'o1' } },
];
const owner = { id: 'o1', name: ({ short }: { short?: boolean }) => (short ? 'DGSM' : 'Servicios Municipales') };

export default {
  resolvers: {
    a: {
      Query: {
        events: () => events,
        works: () => [{ code: 'w1' }, { code: 'bad' }, { code: 'w1' }, null],
        grid: () => [[{ code: 'w1' }, { code: 'w1' }], null, [{ code: 'w1' }]],
      },
    },
    b: { Work: { __resolveReference: among(works) } },
    c: { Owner: { __resolveReference: among([owner]) } },
  },
  queries: [
    {
      title: 'an entity that stands at one path many times is asked for once, and has what each type selects of it',
      query: `{ events {
        ... on Visit { about { nick } }
        ... on Complaint { about { code nick owner { id } } }
      } }`,
      data: {
        events: [
          { about: { nick: 'luz' } },
          { about: { code: 'w1', nick: 'luz', owner: { id: 'o1' } } },
          { about: { nick: 'luz' } },
          { about: { nick: null } },
          { about: { code: 'bad', nick: null, owner: { id: 'o1' } } },
        ],
      },
    },
    {
      title: 'a null that bubbles up is told at each place of its entity',
      query: '{ works { title owner { name } } grid { title } }',
      data: {
        works: [
          { title: 'Alumbrado', owner: { name: 'Servicios Municipales' } },
          null,
          { title: 'Alumbrado', owner: { name: 'Servicios Municipales' } },
          null,
        ],
        grid: [[{ title: 'Alumbrado' }, { title: 'Alumbrado' }], null, [{ title: 'Alumbrado' }]],
      },
      errors: [{ path: ['works', 1, 'title'] }],
    },
  ],
} satisfies ConformanceCase;
