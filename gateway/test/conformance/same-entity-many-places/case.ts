import { among, type ConformanceCase } from '../../conformance-case.js';

const event = (type: string, id: string, code: string) => ({ __typename: type, id, about: { code } });

const events = [
  event('Visit', 'v1', 'w1'),
  event('Complaint', 'c1', 'w1'),
  event('Visit', 'v2', 'w1'),
  event('Visit', 'v3', 'w2'),
  event('Complaint', 'c2', 'w2'),
];
const works = [
  { code: 'w1', title: 'Alumbrado', kind: 'obra', nick: 'luz', owner: { id: 'o1' } },
  { code: 'w2', title: 'Bacheo', kind: 'obra', nick: null, owner: { id: 'o1' } },
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
    b: {
      Work: {
        __resolveReference: among(works),
        fails: (_: unknown, { as }: { as: string }) => {
          throw new Error(as);
        },
      },
    },
    c: { Owner: { __resolveReference: among([owner]) } },
  },
  queries: [
    {
      title: 'one key of the answer is two fields, by the type of what leads to the entity',
      query: `{ events {
        id
        ... on Visit { about { label: title owner { called: name(short: true) } } }
        ... on Complaint { about { label: kind owner { called: name } } }
      } }`,
      data: {
        events: [
          { id: 'v1', about: { label: 'Alumbrado', owner: { called: 'DGSM' } } },
          { id: 'c1', about: { label: 'obra', owner: { called: 'Servicios Municipales' } } },
          { id: 'v2', about: { label: 'Alumbrado', owner: { called: 'DGSM' } } },
          { id: 'v3', about: { label: 'Bacheo', owner: { called: 'DGSM' } } },
          { id: 'c2', about: { label: 'obra', owner: { called: 'Servicios Municipales' } } },
        ],
      },
    },
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
          { about: { code: 'w2', nick: null, owner: { id: 'o1' } } },
        ],
      },
    },
    {
      title:
        'errors under a response key of two fields have the client’s path, each field of the events that select it',
      query: `{ events {
        ... on Visit { about { broken: fails(as: "V") } }
        ... on Complaint { about { broken: fails(as: "C") } }
      } }`,
      data: {
        events: [
          { about: { broken: null } },
          { about: { broken: null } },
          { about: { broken: null } },
          { about: { broken: null } },
          { about: { broken: null } },
        ],
      },
      errors: ['V', 'C', 'V', 'V', 'C'].map((as, at) => ({ message: as, path: ['events', at, 'about', 'broken'] })),
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
