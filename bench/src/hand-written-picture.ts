// The whole picture as somebody would write it who has this one question: few statements, rows as arrays, one JSON.
import { createServer } from 'node:http';
import pg from 'pg';

const pool = new pg.Pool({ connectionString: process.env.DSN, max: 10 });
const OPEN = 2147483647;

async function rows<Row extends unknown[]>(name: string, text: string): Promise<Row[]> {
  return (await pool.query({ name, text, rowMode: 'array' })).rows as Row[];
}

interface Told {
  municipality: string;
  indicator: string;
  period: string;
  series: string;
  source: string;
  value: number | null;
  status: string;
  partial: boolean;
  sourceId: number;
  /** The first revision of the publication: it is preferred to later ones. */
  firstRevision: number;
}
type SourceRow = [
  id: number,
  publisher: string,
  title: string,
  url: string | null,
  retrievedOn: string | null,
  firstRevision: number,
];
type Indicator = [code: string, name: string, unit: string, polarity: string];

const lengths: Record<string, number> = { S: 6, T: 4, Q: 3 };
const lastMonths = new Map<string, number>();
function lastMonth(period: string): number {
  let last = lastMonths.get(period);
  if (last === undefined) {
    const part = period.slice(5);
    const length = lengths[part[0] ?? ''] ?? 1;
    const number = part === '' ? 12 : length * Number(length === 1 ? part : part.slice(1));
    last = 12 * Number(period.slice(0, 4)) + number;
    lastMonths.set(period, last);
  }
  return last;
}
const byTime = (a: string, b: string) => lastMonth(a) - lastMonth(b) || (a === b ? 0 : a < b ? 1 : -1);
const isPreferred = (a: Told, b: Told) =>
  Number(a.value !== null) - Number(b.value !== null) || b.firstRevision - a.firstRevision;
const withoutNoise = (value: number) => Number(value.toPrecision(12));
const statusOf = (stage: string, installedOn: string | null) =>
  installedOn !== null || !['AWARENESS', 'DECLARATION'].includes(stage) ? 'INSTALLED' : 'DECLARED';

async function picture() {
  const [
    states,
    municipalities,
    censuses,
    declarations,
    secretariats,
    commitments,
    exercises,
    told,
    indicators,
    series,
    sources,
  ] = await Promise.all([
    rows<[string, string, string | null]>(
      's',
      `select code, name, official_name from municipalities.state where recorded_to = ${OPEN} and code = '15'`,
    ),
    rows<[string, string, string | null, number | null, number | null, number | null]>(
      'm',
      `select code, name, seat, seat_latitude, seat_longitude, area_km2 from municipalities.municipality where recorded_to = ${OPEN} and state_code = '15' order by code`,
    ),
    rows<[string, number, string, number, number | null, number | null]>(
      'c',
      `select municipality_code, year, kind, total, men, women from municipalities.census where recorded_to = ${OPEN} and municipality_code like '15%' order by 1, 2`,
    ),
    rows<[string, string, string]>(
      'd',
      `select municipality_code, date::text, title from municipalities.declaration where recorded_to = ${OPEN} and municipality_code like '15%' order by date`,
    ),
    rows<[string, string, string, string | null]>(
      't',
      `select municipality_code, name, stage, installed_on from secretariats.secretariat where recorded_to = ${OPEN} and municipality_code like '15%'`,
    ),
    rows<[string, string, string, string, string[], string]>(
      'k',
      `select cm.municipality_code, cm.how, c.id, c.title, c.pillars, c.completion from secretariats.commitment_municipality cm join secretariats.commitment c on c.id = cm.commitment_id and c.recorded_to = ${OPEN} where cm.recorded_to = ${OPEN} and cm.municipality_code like '15%' order by cm.commitment_id`,
    ),
    rows<[string, string, string | null]>(
      'x',
      `select id, name, started from secretariats.exercise where recorded_to = ${OPEN} and state_code = '15'`,
    ),
    rows<[string, string, string, string, string, number | null, string, boolean, number]>(
      'o',
      `select municipality_code, indicator_code, period, series, source_code, value, status, partial, source_id from indicators.observation where recorded_to = ${OPEN} and state_code = '15'`,
    ),
    rows<Indicator>(
      'i',
      `select code, name, unit, polarity from indicators.indicator where recorded_to = ${OPEN} order by code`,
    ),
    rows<[string, string, string | null]>(
      'e',
      `select indicator_code, code, first_period from indicators.series where recorded_to = ${OPEN}`,
    ),
    rows<SourceRow>(
      'u',
      'select id, publisher, title, url, retrieved_on::text, min(revision) over (partition by code) from indicators.source',
    ),
  ]);
  const figures = new Figures(told, indicators, series, new Map(sources.map((row) => [row[0], row])));
  const names = new Map(municipalities.map(([code, name]) => [code, name]));
  const of = <Row extends unknown[]>(list: Row[]) => Map.groupBy(list, ([code]) => code as string);
  const [census, declared, secretariat, touching] = [of(censuses), of(declarations), of(secretariats), of(commitments)];
  const [code, name, officialName] = states[0]!;
  return {
    state: {
      code,
      name,
      officialName,
      summary: summaryOf(municipalities, censuses),
      exercises: exercises.map(([id, name, startedOn]) => ({ id, name, startedOn })),
      indicatorSummaries: indicators.flatMap((indicator) => figures.summary(indicator, names) ?? []),
    },
    municipalities: {
      totalCount: municipalities.length,
      nodes: municipalities.map(([code, name, seat, seatLatitude, seatLongitude, areaKm2]) => ({
        code,
        name,
        seat,
        seatLocation: { latitude: seatLatitude, longitude: seatLongitude },
        areaKm2,
        populations: (census.get(code) ?? []).map(([, year, kind, persons, men, women]) => ({
          year,
          kind,
          persons,
          men,
          women,
        })),
        latestDeclaration: shown(declared.get(code)?.at(-1), ([, date, title]) => ({ date, title })),
        latestSecretariat: shown(secretariat.get(code)?.at(-1), ([, name, stage, installedOn]) => ({
          status: statusOf(stage, installedOn),
          name,
          stage,
          installedOn,
        })),
        commitments: {
          nodes: (touching.get(code) ?? []).map(([, reason, id, title, pillars, completion]) => ({
            reason,
            commitment: { id, title, pillars, completion },
          })),
        },
        latestObservations: figures.latest(code),
      })),
    },
  };
}

const shown = <Row, Value>(row: Row | undefined, show: (row: Row) => Value): Value | null => (row ? show(row) : null);

function summaryOf(
  municipalities: unknown[][],
  censuses: [string, number, string, number, number | null, number | null][],
) {
  const years = Map.groupBy(censuses, ([, year]) => year);
  const sum = (values: (number | null)[]) =>
    values.every((value) => value !== null) ? values.reduce((total, value) => total! + value!, 0) : null;
  return {
    municipalityCount: municipalities.length,
    areaKm2: sum(municipalities.map((row) => row[5] as number)),
    populations: [...years]
      .sort(([a], [b]) => a - b)
      .map(([year, list]) => ({
        year,
        kind: list[0]![2],
        persons: sum(list.map((row) => row[3])),
        men: sum(list.map((row) => row[4])),
        women: sum(list.map((row) => row[5])),
        municipalityCount: list.length,
      })),
  };
}

/** The figures of a state, ranked and summed up. */
class Figures {
  readonly #indicators: Map<string, Indicator>;
  readonly #recency: Map<string, number>;
  readonly #sources: Map<number, SourceRow>;
  readonly #slices = new Map<string, Map<string, Told>>();
  readonly #latest = new Map<string, Map<string, Told>>();
  readonly #ranks = new Map<string, Map<string, { position: number; rankedCount: number; isTied: boolean }>>();
  readonly #newest = new Map<string, string>();

  constructor(
    told: [string, string, string, string, string, number | null, string, boolean, number][],
    indicators: Indicator[],
    series: [string, string, string | null][],
    sources: Map<number, SourceRow>,
  ) {
    this.#indicators = new Map(indicators.map((row) => [row[0], row]));
    this.#sources = sources;
    const begins = (a: string | null, b: string | null) =>
      a && b ? byTime(a, b) : Number(a !== null) - Number(b !== null);
    series.sort((a, b) => begins(a[2], b[2]) || (a[1] < b[1] ? -1 : 1));
    this.#recency = new Map(series.map(([indicator, code], at) => [`${indicator} ${code}`, at]));
    for (const [municipality, indicator, period, code, source, value, status, partial, sourceId] of told) {
      const firstRevision = sources.get(sourceId)![5];
      this.#add({
        municipality,
        indicator,
        period,
        series: code,
        source,
        value,
        status,
        partial,
        sourceId,
        firstRevision,
      });
    }
  }

  latest(municipality: string) {
    const found = [...(this.#latest.get(municipality)?.values() ?? [])];
    found.sort((a, b) => (a.indicator < b.indicator ? -1 : 1));
    return found.map((row) => {
      const [code, name, unit] = this.#indicators.get(row.indicator)!;
      const [, publisher, title, url, retrievedOn] = this.#sources.get(row.sourceId)!;
      const { value, period, status } = row;
      return {
        indicator: { code, name },
        value,
        unit,
        period,
        status,
        source: { publisher, title, url, retrievedOn },
        rank: this.#rank(row),
      };
    });
  }

  summary([code, name, unit]: Indicator, names: Map<string, string>) {
    const period = this.#newest.get(code);
    if (period === undefined) return undefined;
    const slices = [...this.#slices].filter(([key]) => key.startsWith(`${code} ${period} `));
    const known = slices.map(([key, figures]) => ({
      at: this.#recency.get(`${code} ${key.slice(code.length + period.length + 2)}`)!,
      figures: [...figures.values()].filter(({ value }) => value !== null),
    }));
    const { figures } = known.filter(({ figures }) => figures.length > 0).sort((a, b) => b.at - a.at)[0]!;
    const values = figures.map(({ value }) => value!).sort((a, b) => a - b);
    const place = 0.5 * (values.length - 1);
    const below = values[Math.floor(place)]!;
    const extreme = (value: number) => ({
      value,
      municipalities: figures
        .filter((row) => row.value === value)
        .map(({ municipality }) => ({ code: municipality, name: names.get(municipality) }))
        .sort((a, b) => (a.code < b.code ? -1 : 1)),
    });
    return {
      indicator: { code, name, unit },
      period,
      knownCount: values.length,
      unknownCount: this.#latest.size - values.length,
      mean: withoutNoise(values.reduce((total, value) => total + value, 0) / values.length),
      median: withoutNoise(below + (values[Math.ceil(place)]! - below) * (place % 1)),
      min: extreme(values[0]!),
      max: extreme(values.at(-1)!),
    };
  }

  #add(row: Told): void {
    const key = `${row.indicator} ${row.period} ${row.series}`;
    const slice = this.#slices.get(key) ?? new Map<string, Told>();
    this.#slices.set(key, slice);
    const other = slice.get(row.municipality);
    if (!other || isPreferred(row, other) > 0) slice.set(row.municipality, row);
    if (row.partial) return;
    const latest = this.#latest.get(row.municipality) ?? new Map<string, Told>();
    this.#latest.set(row.municipality, latest);
    const before = latest.get(row.indicator);
    if (!before || this.#stands(row, before)) latest.set(row.indicator, row);
    const newest = this.#newest.get(row.indicator);
    if (row.value !== null && (newest === undefined || byTime(row.period, newest) > 0))
      this.#newest.set(row.indicator, row.period);
  }

  #stands(row: Told, other: Told): boolean {
    const recency = ({ indicator, series }: Told) => this.#recency.get(`${indicator} ${series}`)!;
    return (byTime(row.period, other.period) || recency(row) - recency(other) || isPreferred(row, other)) > 0;
  }

  #rank(row: Told) {
    const key = `${row.indicator} ${row.period} ${row.series}`;
    const slice = this.#slices.get(key)!;
    if (slice.get(row.municipality)?.source !== row.source) return null;
    let ranks = this.#ranks.get(key);
    if (!ranks) {
      ranks = this.#ranked(slice, row.indicator);
      this.#ranks.set(key, ranks);
    }
    return ranks.get(row.municipality) ?? null;
  }

  #ranked(slice: Map<string, Told>, indicator: string) {
    const sign = this.#indicators.get(indicator)![3] === 'LOWER_IS_BETTER' ? 1 : -1;
    const known = [...slice.values()].filter(({ value }) => value !== null);
    known.sort((a, b) => sign * (a.value! - b.value!));
    const ranks = new Map<string, { position: number; rankedCount: number; isTied: boolean }>();
    let position = 1;
    for (const [at, { municipality, value }] of known.entries()) {
      const isTiedBefore = known[at - 1]?.value === value;
      if (!isTiedBefore) position = at + 1;
      const isTied = isTiedBefore || known[at + 1]?.value === value;
      ranks.set(municipality, { position, rankedCount: known.length, isTied });
    }
    return ranks;
  }
}

createServer((request, response) => {
  let text = '';
  request.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  request.on('end', async () => {
    const asked = (JSON.parse(text) as { query: string }).query;
    const body = Buffer.from(asked === process.env.QUERY ? JSON.stringify({ data: await picture() }) : '{}');
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': body.length });
    response.end(body);
  });
}).listen(Number(process.env.PORT), '127.0.0.1');
