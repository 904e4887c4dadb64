// Plans are snapshots: another fetch, or a fetch that waits for another, is a visible difference in review.
import { expect, test } from '@jest/globals';
import { parse } from 'graphql';
import { federationPlanner } from '../src/engine/plan/federation-planner.js';
import { parseSupergraph } from '../src/supergraph.js';
import { graph } from './differential/graph.js';
import { planText } from './plan-text.js';
import { supergraphOf } from './subgraphs.js';

const planner = federationPlanner(parseSupergraph(supergraphOf(graph)));

const planOf = (query: string) => `\n${planText(planner.plan(parse(query, { noLocation: true })))}\n`;

test('fields of one subgraph need one fetch', () => {
  expect(planOf('{ places { title area } clock { hour } }')).toBe(`
registry: {places{title area} clock{hour}}
`);
});

test('two subgraphs extend an entity in parallel, each by its own key', () => {
  expect(planOf('{ places { density mayor { name } } }')).toBe(`
sequence
  registry: {places{__typename id slug area}}
  parallel
    figures: query($representations:[_Any!]!){_entities(representations: $representations){...on Permit{density}}}
      _entities of places by $representations: Permit { __typename area id }
    people: query($representations:[_Any!]!){_entities(representations: $representations){...on Permit{mayor{name}}}}
      _entities of places by $representations: Permit { __typename slug }
`);
});

test('entities at two paths need one fetch', () => {
  const seat = 'seat { members { name } }';
  expect(planOf(`{ a: place(id: "1") { ${seat} } b: place(id: "2") { ${seat} } }`)).toBe(`
sequence
  registry: {a: place(id: "1"){...a} b: place(id: "2"){...a}} fragment a on Permit {seat{__typename id}}
  people: query($__batch_reps_0:[_Any!]!){_e0: _entities(representations: $__batch_reps_0){...on Body{members{name}}}}
    _e0 of a.seat and b.seat by $__batch_reps_0: Body { __typename id }
`);
});

test('an interface object is fetched in parallel with its implementations', () => {
  expect(planOf('{ records { title stars ... on Permit { population } } }')).toBe(`
sequence
  registry: {records{__typename title id ...on Permit{__typename id}}}
  parallel
    figures: query($representations:[_Any!]!){_entities(representations: $representations){...on Permit{population}}}
      _entities of records.<Permit> by $representations: Permit { __typename id }
    ratings: query($representations:[_Any!]!){_entities(representations: $representations){...on Record{stars}}}
      _entities of records by $representations: Record { __typename id }
`);
});

test('a key is exchanged for another key', () => {
  expect(planOf('{ people { home { title stars } } }')).toBe(`
sequence
  people: {people{home{__typename slug}}}
  registry: query($representations:[_Any!]!){_entities(representations: $representations){...on Permit{title id}}}
    _entities of people.home by $representations: Permit { __typename slug }
  ratings: query($representations:[_Any!]!){_entities(representations: $representations){...on Record{stars}}}
    _entities of people.home by $representations: Permit { __typename id }
`);
});
