import type { TestSubgraph } from '@cabildo/kit/testing';
import { ask, examplePackage, idsOf, open, realPackages } from './world.js';

let test: TestSubgraph;

beforeAll(async () => {
  test = await open([...realPackages, examplePackage]);
});
afterAll(() => test.close());

describe('the Secretariado Técnico Local of the Estado de México', () => {
  it('has its members by seat and sector', async () => {
    const { secretariat } = await ask(
      test,
      '{ secretariat(id: "stl-edomex") { level installedOn members { seat sector person authority { shortName } organization { id } } } }',
    );
    expect(secretariat).toMatchObject({ level: 'STATE', installedOn: '2019' });
    expect(secretariat.members[0]).toEqual({
      seat: 'Infoem',
      sector: 'GUARANTOR_BODY',
      person: null,
      authority: { shortName: 'Infoem' },
      organization: null,
    });
    expect(secretariat.members.map(({ sector }: { sector: string }) => sector)).toEqual([
      'GUARANTOR_BODY',
      'GOVERNMENT',
      'GOVERNMENT',
      'CIVIL_SOCIETY',
      'FACILITATOR',
    ]);
  });

  it('has its sessions newest first, those without a date last', async () => {
    const { secretariat } = await ask(
      test,
      '{ secretariat(id: "stl-edomex") { sessions { totalCount nodes { number date reportedOn isRemote } } } }',
    );
    expect(secretariat.sessions).toEqual({
      totalCount: 3,
      nodes: [
        { number: 19, date: null, reportedOn: '2023-09-01', isRemote: null },
        { number: 11, date: null, reportedOn: null, isRemote: null },
        { number: 3, date: null, reportedOn: null, isRemote: true },
      ],
    });
  });
});

describe('lists', () => {
  const list = async (filter: string) =>
    idsOf((await ask(test, `{ secretariats(${filter}) { nodes { id } } }`)).secretariats);

  it.each([
    ['installedFrom: "2019-12-31", installedTo: "2022-06-15"', ['stl-edomex', 'stm-first', 'stm-second']],
    ['installedFrom: "2020-01-01"', ['stm-second']],
    ['installedTo: "2019-01-01"', ['stl-edomex', 'stl-example', 'stm-first']],
    ['installedTo: "2018-12-31"', ['stl-example']],
    ['level: STATE', ['stl-edomex', 'stl-example']],
    ['stage: DECLARATION', ['stm-chimalhuacan', 'stm-other']],
    ['stageAtLeast: FOLLOW_UP', ['stl-edomex', 'stl-example', 'stm-first']],
    ['state: "15"', ['stl-edomex', 'stm-chimalhuacan']],
    ['municipality: "15031"', ['stm-chimalhuacan']],
    ['exerciseId: "example", orderBy: INSTALLED_ASC', ['stl-example', 'stm-first', 'stm-second', 'stm-other']],
    ['exerciseId: "example", orderBy: INSTALLED_DESC', ['stm-second', 'stm-first', 'stl-example', 'stm-other']],
    ['exerciseId: "example", orderBy: STAGE_DESC', ['stm-first', 'stl-example', 'stm-second', 'stm-other']],
    ['state: "20", level: MUNICIPAL, orderBy: NAME', ['stm-first', 'stm-second', 'stm-other']],
  ])('with %s', async (filter, expected) => {
    expect(await list(filter)).toEqual(expected);
  });

  it.each(['ID', 'NAME', 'INSTALLED_DESC', 'INSTALLED_ASC', 'STAGE_DESC'])(
    'ordered by %s have each once, over pages',
    async (orderBy) => {
      const page =
        'query ($o: SecretariatOrder!, $after: String) { secretariats(first: 2, after: $after, orderBy: $o) { nodes { id } pageInfo { endCursor hasNextPage } } }';
      const seen: string[] = [];
      let after: string | null = null;
      do {
        const { secretariats } = await ask(test, page, { o: orderBy, after });
        seen.push(...idsOf(secretariats));
        after = secretariats.pageInfo.hasNextPage ? secretariats.pageInfo.endCursor : null;
      } while (after);
      expect([seen.length, new Set(seen).size]).toEqual([6, 6]);
    },
  );

  it('of sessions keep to a kind, a time and a place', async () => {
    const { ordinary, year, state, municipality } = await ask(
      test,
      `{ ordinary: sessions(kind: ORDINARY, state: "20") { nodes { id } }
         year: sessions(heldFrom: "2007-06-01", heldTo: "2009-05-01") { nodes { id } }
         state: sessions(state: "15") { totalCount }
         municipality: sessions(municipality: "20067") { nodes { id secretariat { id } } } }`,
    );
    expect(idsOf(ordinary)).toEqual(['first-1', 'example-3', 'example-2', 'example-4']);
    expect(idsOf(year)).toEqual(['example-3', 'example-2']);
    expect(state.totalCount).toBe(3);
    expect(municipality.nodes).toEqual([{ id: 'first-1', secretariat: { id: 'stm-first' } }]);
  });
});

it('a secretariat has on a day those members whose term covers it', async () => {
  const { secretariat } = await ask(
    test,
    `{ secretariat(id: "stl-example") {
         members { position } june: members(activeOn: "2008-06-30") { position } july: members(activeOn: "2008-07-01") { position } } }`,
  );
  const places = (members: { position: number }[]) => members.map(({ position }) => position);
  expect([places(secretariat.members), places(secretariat.june), places(secretariat.july)]).toEqual([
    [1, 2, 3],
    [1, 3],
    [2, 3],
  ]);
});

it('a municipality with several secretariats shows the one installed last and the furthest stage of all', async () => {
  const { _entities } = await ask(
    test,
    'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Municipality { latestSecretariat { id } exerciseStage } } }',
    { of: [{ __typename: 'Municipality', code: '20067' }] },
  );
  expect(_entities).toEqual([{ latestSecretariat: { id: 'stm-second' }, exerciseStage: 'EVALUATION' }]);
});

it('the secretariats of states and exercises, and the sessions of each, are read at once', async () => {
  const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on State { code
    exercises { id stage secretariats(level: MUNICIPAL) { nodes { id } } }
    secretariats(first: 10) { totalCount nodes { id latestSession { id } sessions(first: 1) { totalCount nodes { id } } } } } } }`;
  const of = ['14', '15', '20'].map((code) => ({ __typename: 'State', code }));
  const { _entities } = await ask(test, query, { of });
  expect(_entities[0]).toEqual({ code: '14', exercises: [], secretariats: { totalCount: 0, nodes: [] } });
  expect(_entities[1].secretariats).toMatchObject({
    totalCount: 2,
    nodes: [
      { id: 'stl-edomex', latestSession: { id: 'stl-edomex-ordinaria-19' }, sessions: { totalCount: 3 } },
      { id: 'stm-chimalhuacan', latestSession: null, sessions: { totalCount: 0, nodes: [] } },
    ],
  });
  expect(_entities[2].exercises[0]).toMatchObject({ id: 'example', stage: null });
  expect(await test.countStatements(() => ask(test, query, { of }))).toBe(9);
});

it.each(['authority', 'organization', 'exercise', 'secretariat', 'session', 'actionPlan', 'commitment'])(
  'an unknown %s is null without an error',
  async (field) => {
    const { data, errors } = await test.execute(`{ ${field}(id: "nobody") { id } }`);
    expect([data, errors]).toEqual([{ [field]: null }, undefined]);
  },
);

it.each([
  ['1990-01-01', [], 'INACTIVE'],
  ['2018-12-31', [], 'INACTIVE'],
  ['2019-06-01', [1, 2, 3, 4, 5], 'UNKNOWN'],
  ['2026-01-22', [1, 2, 3, 4, 5], 'UNKNOWN'],
  ['2026-01-23', [2, 3, 4, 5], 'INACTIVE'],
])(
  'on %s the seats %j are possibly active, and the seat of the ended authority is %s',
  async (day, expected, first) => {
    const { secretariat, authority } = await ask(
      test,
      `query ($d: Date!) { secretariat(id: "stl-edomex") {
       members { activity(on: $d) } possible: members(activeOn: $d) { position } known: members(activeOn: $d, activity: [ACTIVE]) { position } }
       authority(id: "infoem") { memberships(activeOn: $d) { position } } }`,
      { d: day },
    );
    const positions = (seats: { position: number }[]) => seats.map(({ position }) => position);
    expect(positions(secretariat.possible)).toEqual(expected);
    expect(secretariat.known).toEqual([]);
    expect(secretariat.members[0].activity).toBe(first);
    expect(positions(authority.memberships)).toEqual(expected.filter((position) => position === 1));
  },
);

it('a secretariat that was only declared has that status, and days to installation need both days', async () => {
  const { declared, installed, secretariats } = await ask(
    test,
    `{ declared: secretariats(status: DECLARED) { nodes { id } } installed: secretariats(status: INSTALLED) { nodes { id } }
       secretariats { nodes { id status daysToInstallation } } }`,
  );
  expect([idsOf(declared), idsOf(installed)]).toEqual([
    ['stm-chimalhuacan', 'stm-other'],
    ['stl-edomex', 'stl-example', 'stm-first', 'stm-second'],
  ]);
  const days = secretariats.nodes.map((each: { daysToInstallation: number | null }) => each.daysToInstallation);
  expect(days.filter((each: number | null) => each !== null)).toEqual([45]);
});

it.each([
  '{ authority(id: "old-body") { ledCommitments(first: 501) { totalCount } } }',
  '{ secretariat(id: "stl-edomex") { sessions(first: 0) { totalCount } } }',
])('a page size out of bounds is refused below a list too: %s', async (query) => {
  const { errors } = await test.execute(query);
  expect(errors).toMatchObject([{ extensions: { code: 'BAD_PAGE_SIZE' } }]);
});
