import type { TestSubgraph } from '@cabildo/kit/testing';
import { ask, examplePackage, idsOf, open, realPackages } from './world.js';

let test: TestSubgraph;

beforeAll(async () => {
  test = await open([...realPackages, examplePackage]);
});
afterAll(() => test.close());

describe('succession', () => {
  it('leads both ways', async () => {
    const { authority } = await ask(
      test,
      '{ authority(id: "old-body") { predecessor { id } successor { id predecessor { id } successor { id } } } }',
    );
    expect(authority).toEqual({
      predecessor: null,
      successor: { id: 'new-body', predecessor: { id: 'old-body' }, successor: { id: 'early-body' } },
    });
  });

  it('lists all successors of a divided authority, earliest first', async () => {
    const { authority } = await ask(test, '{ authority(id: "new-body") { successors { id } } }');
    expect(authority.successors).toEqual([{ id: 'early-body' }, { id: 'late-body' }]);
  });

  it('takes one statement in each direction, plus revision and list, for any number of authorities', async () => {
    const query = '{ authorities { nodes { id predecessor { id } successor { id } } } }';
    await ask(test, query);
    expect(await test.countStatements(() => ask(test, query))).toBe(4);
  });
});

describe('activity on a day', () => {
  const activeOn = async (day: string) =>
    idsOf(
      (await ask(test, 'query ($d: Date) { authorities(state: "20", activeOn: $d) { nodes { id } } }', { d: day }))
        .authorities,
    );

  it.each([
    ['1997-12-31', ['town']],
    ['1998-01-01', ['old-body', 'town']],
    ['2008-06-30', ['old-body', 'town']],
    ['2008-07-01', ['new-body', 'town']],
    ['2025-12-31', ['early-body', 'new-body', 'town']],
    ['2026-01-01', ['early-body', 'late-body', 'town']],
  ])('on %s is as the dates say, each counted whole', async (day, expected) => {
    expect((await activeOn(day)).sort()).toEqual(expected);
    const { authorities } = await ask(
      test,
      'query ($d: Date) { authorities(state: "20") { nodes { id activity(on: $d) } } }',
      { d: day },
    );
    const active = authorities.nodes.filter(({ activity }: { activity: string }) => activity !== 'INACTIVE');
    expect(idsOf({ nodes: active }).sort()).toEqual(expected);
  });
});

describe('lists', () => {
  it.each([
    ['infoem', 'infoem'],
    ['osfen', 'osfem'],
    ['organo superior de fiscalizacion', 'osfem'],
    ['electoral', 'ieem'],
  ])('find "%s" as %s first', async (name, id) => {
    const { authorities } = await ask(test, 'query ($n: String) { authorities(search: $n) { nodes { id } } }', {
      n: name,
    });
    expect(idsOf(authorities)[0]).toBe(id);
  });

  it('distinguish n from ñ', async () => {
    const { authorities } = await ask(test, '{ authorities(search: "control peña") { nodes { id } } }');
    expect(idsOf(authorities)).toEqual(['early-body']);
  });

  it('can be filtered by kind, level and municipality', async () => {
    const { kind, level, municipality } = await ask(
      test,
      `{ kind: authorities(kind: GUARANTOR_BODY, state: "15") { nodes { id } }
         level: authorities(level: FEDERAL) { nodes { id } }
         municipality: authorities(municipality: "15031") { nodes { id municipality { code } state { code } } } }`,
    );
    expect([idsOf(kind), idsOf(level)]).toEqual([['infoem'], ['inai']]);
    expect(municipality.nodes).toEqual([
      { id: 'municipio-chimalhuacan', municipality: { code: '15031' }, state: { code: '15' } },
    ]);
  });

  it('have each authority once, over pages', async () => {
    const page =
      'query ($after: String) { authorities(first: 4, after: $after) { totalCount nodes { id } pageInfo { endCursor hasNextPage } } }';
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { authorities } = await ask(test, page, { after });
      expect(authorities.totalCount).toBe(19);
      seen.push(...idsOf(authorities));
      after = authorities.pageInfo.hasNextPage ? authorities.pageInfo.endCursor : null;
    } while (after);
    expect([seen.length, new Set(seen).size]).toEqual([19, 19]);
  });

  it('page the commitments of each authority apart, in one statement for the pages and one for the totals', async () => {
    const query = `query ($after: String) { authorities(state: "20", kind: GUARANTOR_BODY) { nodes {
      id ledCommitments(first: 2, after: $after) { totalCount nodes { id } pageInfo { endCursor hasNextPage } } } } }`;
    const first = await ask(test, query, {});
    const of = (data: typeof first, id: string) =>
      data.authorities.nodes.find((each: { id: string }) => each.id === id).ledCommitments;
    expect(idsOf(of(first, 'new-body'))).toEqual(['e-unknown', 'e-limited']);
    expect(idsOf(of(first, 'old-body'))).toEqual(['e-year']);
    expect([of(first, 'new-body').totalCount, of(first, 'old-body').totalCount]).toEqual([3, 1]);
    const { endCursor } = of(first, 'new-body').pageInfo;
    const second = await ask(test, query, { after: endCursor });
    expect(of(second, 'new-body')).toMatchObject({
      totalCount: 3,
      nodes: [{ id: 'e-complete' }],
      pageInfo: { hasNextPage: false },
    });
    expect(await test.countStatements(() => ask(test, query, {}))).toBe(4);
  });
});

it('an authority shows what it is a partner in and what it convenes', async () => {
  const { authority, organization } = await ask(
    test,
    `{ authority(id: "old-body") { partneredCommitments { totalCount nodes { id } } convenedExercises { nodes { id } } memberships { validTo secretariat { id } } }
       organization(id: "puente") { name sector partneredCommitments { nodes { id } } memberships { person secretariat { id } } } }`,
  );
  expect(authority).toEqual({
    partneredCommitments: { totalCount: 1, nodes: [{ id: 'e-limited' }] },
    convenedExercises: { nodes: [{ id: 'example' }] },
    memberships: [{ validTo: '2008-06', secretariat: { id: 'stl-example' } }],
  });
  expect(organization).toEqual({
    name: 'Puente Cívico A. C.',
    sector: 'CIVIL_SOCIETY',
    partneredCommitments: { nodes: [{ id: 'e-limited' }] },
    memberships: [{ person: 'Una Persona', secretariat: { id: 'stl-example' } }],
  });
});
