import { type Batch, historyOf, manyEach, oneEach } from '@cabildo/kit';
import { type Catalogue, type Choice, catalogueAt } from './indicator/catalogue.js';
import * as coverage from './indicator/coverage.repository.js';
import { municipalitiesIn } from './observation/figure.repository.js';
import { type Hydration, hydrate } from './observation/hydration.js';
import { type LatestOptions, latestObservations } from './observation/latest.repository.js';
import { Observation } from './observation/observation.js';
import * as repository from './observation/observation.repository.js';
import { byTime } from './observation/period.js';
import { isPreferred } from './observation/preference.js';

export const periodsOf = manyEach(coverage.periodsOf, (period) => period.indicatorCode);
export const coverageOf = oneEach(coverage.coverages, (row) => row.indicatorCode);
export const sourcesOf = manyEach(coverage.sourcesOf, (row) => row.indicatorCode);

/** All municipalities of a state that anything is recorded of; of every state by ''. */
export const municipalitiesOf = manyEach(municipalitiesIn, (row) => row.stateCode);

/** All that is recorded of a municipality under a filter, oldest first. */
export const observationsOf = manyEach(
  async (snapshot, codes: readonly string[], { ranked, ...filter }: repository.ObservationFilter & Hydration, loads) =>
    hydrate({ snapshot, loads }, await repository.observationsOf(snapshot, codes, filter), { ranked }),
  (row) => row.municipalityCode,
);

/** The latest observation of each indicator in a municipality, in the order of the codes. */
export const latestOf = manyEach(
  async (snapshot, municipalities: readonly string[], options: Choice & LatestOptions & Hydration, loads) => {
    const catalogue = await catalogueAt(snapshot);
    const codes = catalogue.choose(options).map(({ code }) => code);
    const rows = await latestObservations(snapshot, municipalities, codes, options);
    return hydrate({ snapshot, loads }, chooseEach(rows, keyOfPair, stands(catalogue)), options);
  },
  (row) => row.municipalityCode,
);

/** The observation that stands for a figure, by `keyOfFigure`. */
export const observationOf: Batch<string, Observation | null, Hydration> = {
  read: async (snapshot, keys, hydration, loads) => {
    const rows = chooseEach(await repository.observationsAt(snapshot, keys.map(readKey)), keyOfFigure, isPreferred);
    return new Map((await hydrate({ snapshot, loads }, rows, hydration)).map((row) => [keyOfFigure(row), row]));
  },
  absent: null,
};

/** What every source tells of a figure, by `keyOfFigure`; the one that stands comes first. */
export const toldOf: Batch<string, Observation[], Hydration> = {
  read: async (snapshot, keys, hydration, loads) => {
    const rows = await repository.observationsAt(snapshot, keys.map(readKey));
    rows.sort((a, b) => (isPreferred(a, b) ? -1 : 1));
    return Map.groupBy(await hydrate({ snapshot, loads }, rows, hydration), keyOfFigure);
  },
  absent: [],
};

const recorded = historyOf(Observation);

/** All that was ever recorded of observations, by `historyKey`; newest first, without ranks. */
export const observationHistory: Batch<string, Observation[]> = {
  read: async (snapshot, keys, args, loads) => {
    const found = await recorded.read(snapshot, keys, args, loads);
    await hydrate({ snapshot, loads }, [...found.values()].flat(), { ranked: false });
    return found;
  },
  absent: [],
};

const keyOfPair = ({ municipalityCode, indicatorCode }: Observation) => `${municipalityCode} ${indicatorCode}`;

/** The series comes last: it alone may have a space in it. */
export const keyOfFigure = ({ municipalityCode, indicatorCode, period, series }: repository.FigureKey) =>
  `${municipalityCode} ${indicatorCode} ${period} ${series}`;

function readKey(key: string): repository.FigureKey {
  const [municipalityCode, indicatorCode, period, ...series] = key.split(' ');
  return {
    municipalityCode: municipalityCode!,
    indicatorCode: indicatorCode!,
    period: period!,
    series: series.join(' '),
  };
}

/** Of rows with one key, the one that comes before all others. */
function chooseEach<Row>(rows: Row[], keyOf: (row: Row) => string, before: (row: Row, other: Row) => boolean): Row[] {
  const chosen = new Map<string, Row>();
  for (const row of rows) {
    const key = keyOf(row);
    const other = chosen.get(key);
    if (!other || before(row, other)) chosen.set(key, row);
  }
  return [...chosen.values()];
}

/** Whether one observation of a figure is later than another: by period, then by series, then by preferred source. */
const stands = (catalogue: Catalogue) => (row: Observation, other: Observation) => {
  const recency = ({ indicatorCode, series }: Observation) => catalogue.recencyOf(indicatorCode, series);
  const later = byTime(row.period, other.period) || recency(row) - recency(other);
  return later === 0 ? isPreferred(row, other) : later > 0;
};
