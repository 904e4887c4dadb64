import { readFileSync } from 'node:fs';
import { countStatements } from '@cabildo/kit/testing';
import { parse as parseCsv } from 'csv-parse/sync';
import { type WholeHub, wholeHub } from './whole-hub.js';

const WHOLE_PICTURE = readFileSync('schema/operations/whole-picture.graphql', 'utf8');

interface Municipality {
  code: string;
  name: string;
  seat: string;
  seatLocation: { latitude: number; longitude: number };
  areaKm2: number;
  populations: { year: number; persons: number; men: number | null; women: number | null }[];
  latestDeclaration: { date: string } | null;
  latestSecretariat: { status: string; stage: string; installedOn: string | null } | null;
  commitments: { nodes: { commitment: { id: string } }[] };
  latestObservations: {
    indicator: { code: string };
    value: number | null;
    period: string;
    status: string;
    unit: string;
    source: { publisher: string };
    rank: { position: number; rankedCount: number; isTied: boolean } | null;
  }[];
}

let hub: WholeHub;
let municipalities: Municipality[];
// biome-ignore lint/suspicious/noExplicitAny: read by the paths that the query names.
let state: any;

beforeAll(async () => {
  hub = await wholeHub(process.env.CABILDO_TEST_DSN!);
  const { data, errors } = await hub.engine.execute({ query: WHOLE_PICTURE });
  expect(errors).toBeUndefined();
  ({ state } = data as never);
  municipalities = (data as { municipalities: { nodes: Municipality[] } }).municipalities.nodes;
}, 60_000);
afterAll(() => hub.close());

const of = (code: string) => municipalities.find((municipality) => municipality.code === code)!;

describe('the whole picture holds', () => {
  it('the 125 municipalities, 15001 to 15125 without a hole, each with seat, place and area', () => {
    expect(municipalities.map(({ code }) => Number(code))).toEqual(
      Array.from({ length: 125 }, (_, index) => 15001 + index),
    );
    for (const { seat, seatLocation, areaKm2 } of municipalities) {
      expect(seat).toBeTruthy();
      expect(areaKm2).toBeGreaterThan(0);
      const { latitude, longitude } = seatLocation;
      expect(latitude > 18 && latitude < 21 && longitude > -101 && longitude < -98).toBe(true);
    }
    expect([of('15031').name, of('15033').name, of('15106').name]).toEqual([
      'Chimalhuacán',
      'Ecatepec de Morelos',
      'Toluca',
    ]);
    expect(municipalities.reduce((sum, { areaKm2 }) => sum + areaKm2, 0)).toBeCloseTo(22351.5, 1);
  });

  it('the population of the state, and men and women who add up', () => {
    const total = (year: number) =>
      municipalities.reduce(
        (sum, { populations }) => sum + (populations.find((each) => each.year === year)?.persons ?? 0),
        0,
      );
    expect([total(2010), total(2020)]).toEqual([15175862, 16992418]);
    for (const { populations } of municipalities)
      for (const { persons, men, women } of populations)
        if (men !== null && women !== null) expect(men + women).toBe(persons);
    expect(state.summary.populations.at(-1)).toMatchObject({ year: 2020, persons: 16992418, municipalityCount: 125 });
  });

  it('nothing, never 0, for municipalities before they existed', () => {
    for (const code of ['15123', '15124', '15125']) expect(of(code).populations[0]!.year).toBe(2005);
    expect(of('15122').populations[0]!.year).toBe(1995);
  });

  it('the declaration of Chimalhuacán, its secretariat that is declared and not known to be installed, its commitment', () => {
    expect(of('15031').latestDeclaration?.date).toBe('2022-05-24');
    expect(of('15031').latestSecretariat).toMatchObject({
      status: 'DECLARED',
      stage: 'DECLARATION',
      installedOn: null,
    });
    expect(of('15031').commitments.nodes.map(({ commitment }) => commitment.id)).toEqual(['ogp-mxmex0009']);
    expect(municipalities.filter(({ latestDeclaration }) => latestDeclaration)).toHaveLength(1);
  });

  it('for each municipality its indicators, with value, unit, period, source and rank', () => {
    for (const { latestObservations } of municipalities) {
      expect(latestObservations.length).toBeGreaterThanOrEqual(22);
      for (const { value, status, unit, period, source, rank } of latestObservations) {
        expect(unit && period && source.publisher).toBeTruthy();
        expect(value === null).toBe(status === 'NOT_AVAILABLE');
        expect(rank === null).toBe(value === null);
      }
    }
    expect(
      new Set(
        municipalities.flatMap(({ latestObservations }) => latestObservations.map(({ indicator }) => indicator.code)),
      ).size,
    ).toBe(36);
  });

  it('the value and the rank that an independent count of the files finds', () => {
    const rows: Record<string, string>[] = parseCsv(readFileSync('data/coneval-pobreza/observation.csv'), {
      columns: true,
    });
    const values = rows.filter(
      (row) => row.indicator_code === 'pobreza_pct' && row.period === '2020' && row.value !== '',
    );
    for (const row of values) {
      const shown = of(row.municipality_code!).latestObservations.find(
        ({ indicator }) => indicator.code === 'pobreza_pct',
      )!;
      const better = values.filter(({ value }) => Number(value) < Number(row.value)).length;
      const isTied = values.filter(({ value }) => Number(value) === Number(row.value)).length > 1;
      expect(shown).toMatchObject({
        value: Number(row.value),
        period: '2020',
        rank: { position: better + 1, rankedCount: 125, isTied },
      });
    }
    expect(values).toHaveLength(125);
  });

  it('every indicator summed up for the state', () => {
    expect(state.indicatorSummaries).toHaveLength(36);
    const population = state.indicatorSummaries.find(
      ({ indicator }: { indicator: { code: string } }) => indicator.code === 'poblacion_total',
    );
    expect(population).toMatchObject({
      period: '2020',
      knownCount: 125,
      unknownCount: 0,
      max: { value: 1645352, municipalities: [{ code: '15033' }] },
    });
  });
});

describe('the whole picture costs', () => {
  it('the same number of statements however many municipalities it covers', async () => {
    const all = await statements(WHOLE_PICTURE);
    const few = await statements(WHOLE_PICTURE.replace('first: 500', 'first: 40'));
    // Ranks and summaries read the same observations in one statement; which one comes first is random.
    expect(Math.abs(all - few)).toBeLessThanOrEqual(1);
    expect(all).toBeLessThanOrEqual(25);
  });

  it('one statement for each of its subgraphs, to find the revision, if the rows are cached', async () => {
    await statements(WHOLE_PICTURE);
    expect(await again(WHOLE_PICTURE)).toBe(['municipalities', 'secretariats', 'indicators'].length);
  });

  async function statements(query: string): Promise<number> {
    await hub.engine.execute({ query });
    for (const { database } of hub.subgraphs) database.readCache.clear();
    return again(query);
  }

  const again = (query: string) => countStatements(hub.subgraphs[0]!, () => hub.engine.execute({ query }));
});
