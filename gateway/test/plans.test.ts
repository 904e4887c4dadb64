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
  registry: {places{__typename id area slug}}
  parallel
    figures: query($representations:[_Any!]!){_entities(representations:$representations){...on Place{density}}}
      _entities of places by $representations: Place { __typename area id }
    people: query($representations:[_Any!]!){_entities(representations:$representations){...on Place{mayor{name}}}}
      _entities of places by $representations: Place { __typename slug }
`);
});

test('entities at two paths need one fetch', () => {
  const seat = 'seat { members { name } }';
  expect(planOf(`{ a: place(id: "1") { ${seat} } b: place(id: "2") { ${seat} } }`)).toBe(`
sequence
  registry: {a:place(id:"1"){seat{__typename id}} b:place(id:"2"){seat{__typename id}}}
  people: query($representations:[_Any!]!){_entities(representations:$representations){...on Body{members{name}}}}
    _entities of a.seat and b.seat by $representations: Body { __typename id }
`);
});

test('entities at two paths with other fields need one fetch too', () => {
  expect(planOf('{ a: place(id: "1") { mayor { name } } records { ... on Body { members { name } } } }')).toBe(`
sequence
  registry: {a:place(id:"1"){__typename slug} records{__typename ...on Body{id}}}
  people: query($representations_0:[_Any!]!,$representations_1:[_Any!]!){_e0:_entities(representations:$representations_0){...on Place{mayor{name}}} _e1:_entities(representations:$representations_1){...on Body{members{name}}}}
    _e0 of a by $representations_0: Place { __typename slug }
    _e1 of records.<Body> by $representations_1: Body { __typename id }
`);
});

test('an interface object is fetched in parallel with its implementations', () => {
  expect(planOf('{ records { title stars ... on Place { population } } }')).toBe(`
sequence
  registry: {records{__typename id title}}
  parallel
    ratings: query($representations:[_Any!]!){_entities(representations:$representations){...on Record{stars}}}
      _entities of records by $representations: Record { __typename id }
    figures: query($representations:[_Any!]!){_entities(representations:$representations){...on Place{population}}}
      _entities of records.<Place> by $representations: Place { __typename id }
`);
});

test('a key is exchanged for another key', () => {
  expect(planOf('{ people { home { title stars } } }')).toBe(`
sequence
  people: {people{home{__typename slug}}}
  registry: query($representations:[_Any!]!){_entities(representations:$representations){...on Place{id title}}}
    _entities of people.home by $representations: Place { __typename slug }
  ratings: query($representations:[_Any!]!){_entities(representations:$representations){...on Record{stars}}}
    _entities of people.home by $representations: Place { __typename id }
`);
});
