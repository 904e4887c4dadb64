import type { TestSubgraph } from '@cabildo/kit/testing';
import { ask, examplePackage, idsOf, open, realPackages } from './world.js';

let test: TestSubgraph;

beforeAll(async () => {
  test = await open([...realPackages, examplePackage]);
});
afterAll(() => test.close());

const list = async (filter: string) =>
  idsOf((await ask(test, `{ commitments(first: 100, ${filter}) { nodes { id } } }`)).commitments);

describe('being overdue', () => {
  const onDay = async (day: string) => {
    const { commitments } = await ask(
      test,
      'query ($d: Date) { commitments(first: 100) { nodes { id isOverdue(on: $d) } } }',
      { d: day },
    );
    return new Map(
      commitments.nodes.map(({ id, isOverdue }: { id: string; isOverdue: boolean | null }) => [id, isOverdue]),
    );
  };

  it.each([
    ['e-complete', '2030-01-01', false],
    ['e-limited', '2021-02-28', false],
    ['e-limited', '2021-03-01', true],
    ['e-unknown', '2021-02-28', false],
    ['e-unknown', '2021-03-01', null],
    ['e-endless', '2030-01-01', null],
    ['e-reversed', '2030-01-01', null],
    ['e-year', '2021-12-31', false],
    ['e-year', '2022-01-01', true],
    ['ogp-mxmex0009', '2026-01-01', false],
    ['ogp-mxjl0003', '2026-01-01', null],
  ])('%s on %s is %s', async (id, day, expected) => {
    expect((await onDay(day)).get(id)).toBe(expected);
  });

  it.each(['2021-02-28', '2021-03-01', '2022-01-01', '2026-01-01'])(
    'on %s the filter and the field agree',
    async (day) => {
      const overdue = await onDay(day);
      const those = (value: boolean) => [...overdue].filter(([, is]) => is === value).map(([id]) => id);
      for (const value of [true, false])
        expect(new Set(await list(`isOverdue: ${value}, overdueOn: "${day}"`))).toEqual(new Set(those(value)));
    },
  );

  it('defaults to today', async () => {
    expect(await list('isOverdue: true')).toEqual(['e-year', 'e-limited']);
  });
});

describe('lists', () => {
  it.each([
    ['pillar: INNOVATION, state: "20"', ['e-complete', 'e-limited']],
    ['ogpValue: TECHNOLOGY_AND_INNOVATION', ['e-limited', 'ogp-mxjl0003']],
    ['policyArea: "Agua"', ['e-complete', 'e-limited']],
    ['completion: LIMITED', ['e-limited', 'e-reversed']],
    ['leadAuthorityId: "old-body"', ['e-year']],
    ['municipality: "20068"', ['e-limited']],
    ['actionPlanId: "example-plan"', ['e-complete', 'e-limited', 'e-year']],
    ['ogpMember: "Tlalnepantla de Baz, Mexico"', ['ogp-mxtdb0004']],
    ['state: "20"', ['e-complete', 'e-limited', 'e-unknown', 'e-year']],
    ['search: "bache"', ['e-limited']],
    ['search: "ANOS de lluvia"', []],
    ['search: "años de lluvia"', ['e-limited']],
  ])('with %s', async (filter, expected) => {
    expect((await list(filter)).sort()).toEqual(expected);
  });

  it.each([
    ['arboles', 'e-endless'],
    ['Transparensia presupuestal', 'e-unknown'],
    ['circulos restaurativos', 'pal-edomex-circulos-restaurativos'],
    ['itinerant justice', 'ogp-edomex-itinerant-justice'],
  ])('find "%s" as %s first', async (text, id) => {
    expect((await list(`search: "${text}"`))[0]).toBe(id);
  });

  it.each([
    ['START_ASC', ['e-complete', 'e-endless', 'e-limited', 'e-unknown']],
    ['START_DESC', ['ogp-mxtdb0004', 'ogp-mxmex0009', 'ogp-mxjl0002', 'ogp-mxjl0003']],
    ['END_ASC', ['e-complete', 'e-reversed', 'e-limited', 'e-unknown']],
    ['END_DESC', ['ogp-mxtdb0004', 'ogp-mxmex0009', 'e-year', 'ogp-mxjl0002']],
    ['TITLE', ['ogp-jal0014', 'e-complete', 'e-endless']],
  ])('ordered by %s', async (orderBy, expected) => {
    expect((await list(`orderBy: ${orderBy}`)).slice(0, expected.length)).toEqual(expected);
  });

  it.each(['RELEVANCE', 'TITLE', 'START_DESC', 'START_ASC', 'END_DESC', 'END_ASC'])(
    'ordered by %s have each once, over pages',
    async (orderBy) => {
      const page =
        'query ($o: CommitmentOrder!, $after: String) { commitments(first: 7, after: $after, orderBy: $o) { totalCount nodes { id } pageInfo { endCursor hasNextPage } } }';
      const seen: string[] = [];
      let after: string | null = null;
      do {
        const { commitments } = await ask(test, page, { o: orderBy, after });
        expect(commitments.totalCount).toBe(30);
        seen.push(...idsOf(commitments));
        after = commitments.pageInfo.hasNextPage ? commitments.pageInfo.endCursor : null;
      } while (after);
      expect([seen.length, new Set(seen).size]).toEqual([30, 30]);
    },
  );
});

it('a commitment has the wording of its source beside each code', async () => {
  const { commitment } = await ask(
    test,
    '{ commitment(id: "ogp-mxjl0003") { pillars ogpValues ogpValuesWording leadWording leadAuthority { name } startsOn endsOn hasInconsistentDates completion } }',
  );
  expect(commitment).toEqual({
    pillars: ['TRANSPARENCY', 'PARTICIPATION', 'INNOVATION'],
    ogpValues: ['ACCESS_TO_INFORMATION', 'CIVIC_PARTICIPATION', 'TECHNOLOGY_AND_INNOVATION'],
    ogpValuesWording:
      'Access to information | Civic Participation | Technology and Innovation for Transparency and Accountability',
    leadWording: 'Poder Ejecutivo',
    leadAuthority: { name: 'Poder Ejecutivo del Estado de Jalisco' },
    startsOn: '2021-09',
    endsOn: '2021-06',
    hasInconsistentDates: true,
    completion: null,
  });
});

it('milestones have their own evidence and their own lateness', async () => {
  const { commitment } = await ask(
    test,
    `{ commitment(id: "e-limited") {
         evidence { position milestone { number } } milestones { number completion isOverdue(on: "2021-06-01") evidence { position kind } }
         partners { name organization { id } authority { id } } } }`,
  );
  expect(commitment.milestones).toEqual([
    { number: 1, completion: 'COMPLETE', isOverdue: false, evidence: [] },
    { number: 2, completion: 'NOT_STARTED', isOverdue: true, evidence: [{ position: 1, kind: 'PRESS' }] },
    { number: 3, completion: null, isOverdue: null, evidence: [] },
  ]);
  expect(commitment.evidence).toEqual([
    { position: 1, milestone: { number: 2 } },
    { position: 2, milestone: null },
  ]);
  expect(commitment.partners).toEqual([
    { name: 'Puente Cívico', organization: { id: 'puente' }, authority: null },
    { name: 'Instituto Primero', organization: null, authority: { id: 'old-body' } },
    { name: 'Vecinos', organization: null, authority: null },
  ]);
});

it('action plans run between their first and last day', async () => {
  const running = async (day: string) =>
    idsOf(
      (
        await ask(test, 'query ($d: Date) { actionPlans(activeOn: $d, activity: [ACTIVE]) { nodes { id } } }', {
          d: day,
        })
      ).actionPlans,
    );
  expect(await running('2021-06-30')).toEqual([
    'ogp-edomex-2021-2022',
    'ogp-tlalnepantla-2021-2023',
    'example-plan',
    'ogp-jalisco-2019-2021',
  ]);
  expect(await running('2021-07-01')).not.toContain('example-plan');
  const { actionPlan } = await ask(
    test,
    '{ actionPlan(id: "example-plan") { exercise { id } commitments(orderBy: TITLE) { nodes { id } } } }',
  );
  expect(actionPlan).toEqual({
    exercise: { id: 'example' },
    commitments: { nodes: [{ id: 'e-complete' }, { id: 'e-year' }, { id: 'e-limited' }] },
  });
});

it('125 municipalities take as many statements as one', async () => {
  const query = `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Municipality { code
    exerciseStage commitmentCount latestSecretariat { id stage installedOn source { publisher } }
    commitments(first: 20, pillar: INNOVATION) { nodes { reason source { title } commitment {
      title completion isOverdue leadAuthority { name successor { name } } actionPlans { name } milestones { title } evidence { url } partners { name } } } } } } }`;
  const municipalities = (codes: number[]) => ({
    of: codes.map((code) => ({ __typename: 'Municipality', code: `${code}` })),
  });
  const all = municipalities([...Array.from({ length: 125 }, (_, index) => 15001 + index), 20067, 20068]);
  const { _entities } = await ask(test, query, all);
  expect(_entities).toHaveLength(127);
  expect(
    _entities[125].commitments.nodes.map((each: { commitment: { title: string } }) => each.commitment.title),
  ).toEqual(['Agua limpia', 'Caminos']);
  const one = await test.countStatements(() => ask(test, query, municipalities([20067])));
  expect(await test.countStatements(() => ask(test, query, all))).toBe(one);
  expect(one).toBe(11);
});
