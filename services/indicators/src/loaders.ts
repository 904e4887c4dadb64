import { type Batch, historyOf, manyEach, oneEach, type Page, type PageArgs, pageEach } from '@cabildo/kit';
import { type Catalogue, catalogueAt, type IndicatorChoice } from './indicator/catalogue.js';
import * as coverage from './indicator/coverage.repository.js';
import { type Hydration, hydrate } from './observation/hydration.js';
import { type LatestOptions, latestObservations } from './observation/latest.repository.js';
import { Observation } from './observation/observation.js';
import * as repository from './observation/observation.repository.js';
import { byTime } from './observation/period.js';
import { type IsPreferred, preferenceOf } from './observation/preference.js';
import { municipalitiesIn } from './observation/slice.repository.js';

export const periodsOf = manyEach(coverage.periodsOf, (period) => period.indicatorCode);
export const coverageOf = oneEach(coverage.coverages, (row) => row.indicatorCode);
export const sourcesOf = manyEach(coverage.sourcesOf, (row) => row.indicatorCode);

/** The municipalities of a state with at least one observation; of all states if the state is ''. */
export const municipalitiesOf = manyEach(municipalitiesIn, (row) => row.stateCode);

type ObservationsArgs = PageArgs & repository.ObservationFilter;
type InTime = Observation & { periodEnd: string };

const observationPages = pageEach<InTime, ObservationsArgs>({
  name: 'Municipality.observations',
  parent: 'municipality_code',
  rows: repository.observationsInTime,
  terms: repository.oldestFirst,
});

/** A page of the observations of a municipality, oldest first. */
export const observationsOf: Batch<string, Page<InTime>, ObservationsArgs & Hydration> = {
  read: async (snapshot, codes, { ranked, ...args }, loads) => {
    const pages = await observationPages.read(snapshot, codes, args, loads);
    const nodes = [...pages.values()].flatMap((page) => page.nodes);
    await hydrate({ snapshot, loads }, nodes, { ranked });
    return pages;
  },
  absent: observationPages.absent,
};

/** The latest observation of each indicator in a municipality, in the order of the codes. */
export const latestOf = manyEach(
  async (snapshot, municipalities: readonly string[], options: IndicatorChoice & LatestOptions & Hydration, loads) => {
    const catalogue = await catalogueAt(snapshot);
    const codes = catalogue.choose(options).map(({ code }) => code);
    const rows = await latestObservations(snapshot, municipalities, codes, options);
    const isLater = isLaterIn(catalogue, preferenceOf(catalogue, loads.sources));
    return hydrate({ snapshot, loads }, firstOfEach(rows, pairKey, isLater), options);
  },
  (row) => row.municipalityCode,
);

/** The preferred observation, by `observationKey`. */
export const preferredObservation: Batch<string, Observation | null, Hydration> = {
  read: async (snapshot, keys, hydration, loads) => {
    const isPreferred = preferenceOf(await catalogueAt(snapshot), loads.sources);
    const all = await repository.observationsAt(snapshot, keys.map(readKey));
    const rows = firstOfEach(all, observationKey, (a, b) => isPreferred(a.indicatorCode, a, b));
    return new Map((await hydrate({ snapshot, loads }, rows, hydration)).map((row) => [observationKey(row), row]));
  },
  absent: null,
};

/** The observations of all sources, most preferred first, by `observationKey`. */
export const observationsOfAllSources: Batch<string, Observation[], Hydration> = {
  read: async (snapshot, keys, hydration, loads) => {
    const isPreferred = preferenceOf(await catalogueAt(snapshot), loads.sources);
    const rows = await repository.observationsAt(snapshot, keys.map(readKey));
    rows.sort((a, b) => (isPreferred(a.indicatorCode, a, b) ? -1 : 1));
    return Map.groupBy(await hydrate({ snapshot, loads }, rows, hydration), observationKey);
  },
  absent: [],
};

/** All recorded versions of an observation, by `historyKey`, newest first. */
export const observationHistory = historyOf(Observation);

const pairKey = ({ municipalityCode, indicatorCode }: Observation) => `${municipalityCode} ${indicatorCode}`;

/** The series comes last because only its code can contain spaces. */
export const observationKey = ({ municipalityCode, indicatorCode, period, seriesCode }: repository.ObservationKey) =>
  `${municipalityCode} ${indicatorCode} ${period} ${seriesCode}`;

function readKey(key: string): repository.ObservationKey {
  const [municipalityCode, indicatorCode, period, ...series] = key.split(' ');
  return {
    municipalityCode: municipalityCode!,
    indicatorCode: indicatorCode!,
    period: period!,
    seriesCode: series.join(' '),
  };
}

/** Of the rows with one key, the row that comes before all others. */
function firstOfEach<Row>(rows: Row[], key: (row: Row) => string, isBefore: (a: Row, b: Row) => boolean): Row[] {
  const chosen = new Map<string, Row>();
  for (const row of rows) {
    const other = chosen.get(key(row));
    if (!other || isBefore(row, other)) chosen.set(key(row), row);
  }
  return [...chosen.values()];
}

/** Compares observations of one indicator by period, then by series, then by preference. */
const isLaterIn = (catalogue: Catalogue, isPreferred: IsPreferred) => (row: Observation, other: Observation) => {
  const recency = ({ indicatorCode, seriesCode }: Observation) => catalogue.recencyOf(indicatorCode, seriesCode);
  const later = byTime(row.period, other.period) || recency(row) - recency(other);
  return later === 0 ? isPreferred(row.indicatorCode, row, other) : later > 0;
};
