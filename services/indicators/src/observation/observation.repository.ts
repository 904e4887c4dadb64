import { by, type OrderTerm, type Rows, type Snapshot, Source } from '@cabildo/kit';
import { sql } from 'kysely';
import type { ObservationStatus } from '../vocabulary/observation-status.js';
import { Observation } from './observation.js';
import { firstDay } from './period.js';

export interface ObservationFilter {
  indicator?: string | null;
  municipality?: string | null;
  state?: string | null;
  period?: string | null;
  periodFrom?: string | null;
  periodTo?: string | null;
  seriesCode?: string | null;
  sourceCode?: string | null;
  status?: ObservationStatus | null;
  isDisputed?: boolean | null;
}

export function observations(snapshot: Snapshot, filter: ObservationFilter): Rows<Observation> {
  const { indicator, municipality, state, period, periodFrom, periodTo, seriesCode, sourceCode, status } = filter;
  let rows = snapshot.rows(Observation);
  if (indicator != null) rows = rows.where('indicator_code', '=', indicator);
  if (municipality != null) rows = rows.where('municipality_code', '=', municipality);
  if (state != null) rows = rows.where('state_code', '=', state).where(beginsWith(state));
  if (period != null) rows = rows.where('period', '=', period);
  if (periodFrom != null) rows = rows.where('period_end', '>=', firstDay(periodFrom));
  if (periodTo != null) rows = rows.where('period_end', '<=', sql`period_end(${periodTo})`);
  if (seriesCode != null) rows = rows.where('series', '=', seriesCode);
  if (sourceCode != null)
    rows = rows.where('source_code', '=', sourceCode).where('source_id', 'in', idsOf(snapshot, sourceCode));
  if (status != null) rows = rows.where('status', '=', status);
  if (filter.isDisputed != null) rows = rows.where(isDisputed(snapshot, filter.isDisputed));
  return rows;
}

/** Whether another source has a different value, or none, for the same key. */
function isDisputed({ revision }: Snapshot, expected: boolean) {
  return sql<boolean>`exists (select from observation o where o.municipality_code = observation.municipality_code
    and o.indicator_code = observation.indicator_code and o.period = observation.period and o.series = observation.series
    and o.source_code <> observation.source_code and o.value is distinct from observation.value
    and o.recorded_from <= ${revision} and o.recorded_to > ${revision}) = ${expected}`;
}

/** The codes of the municipalities of a state, as a range, so that the primary key index is used. */
const beginsWith = (state: string) => sql<boolean>`municipality_code between ${`${state}000`} and ${`${state}999`}`;

const idsOf = (snapshot: Snapshot, source: string) =>
  snapshot.plain(Source).clearSelect().select('id').where('code', '=', source);

/**
 * Any observation of the source and the indicator of the outer query. The offset stops PostgreSQL from making a join,
 * which would read all observations of an indicator instead of probing the index once for each pair.
 */
export const anyObservation = (snapshot: Snapshot, indicator: 'indicator.code' | 'wanted.indicator') =>
  snapshot
    .rows(Observation)
    .clearSelect()
    .select(sql`1`.as('one'))
    .whereRef('observation.source_id', '=', 'source.id')
    .whereRef('observation.indicator_code', '=', indicator)
    .offset(0);

/** Oldest first: by end of period, then by period, series and source. */
export const oldestFirst: OrderTerm<Observation & { periodEnd: string }>[] = [
  { expression: sql`period_end::text`, valueOf: ({ periodEnd }) => periodEnd },
  by('period'),
  { expression: sql.ref('series'), valueOf: ({ seriesCode }) => seriesCode },
  { expression: sql.ref('source_code'), valueOf: ({ sourceCode }) => sourceCode },
];

/** Observations with the value that `oldestFirst` orders by. */
export const observationsInTime = (snapshot: Snapshot, filter: ObservationFilter) =>
  observations(snapshot, filter)
    .select(sql<string>`period_end::text`.as('periodEnd'))
    .$castTo<Observation & { periodEnd: string }>();

export interface ObservationKey {
  municipalityCode: string;
  indicatorCode: string;
  period: string;
  seriesCode: string;
}

/** The observations of all sources for each key. */
export const observationsAt = (snapshot: Snapshot, keys: readonly ObservationKey[]) =>
  snapshot
    .rows(Observation)
    .where(
      sql<boolean>`(municipality_code, indicator_code, period, series) in (select * from unnest(
        ${keys.map((key) => key.municipalityCode)}::text[], ${keys.map((key) => key.indicatorCode)}::text[],
        ${keys.map((key) => key.period)}::text[], ${keys.map((key) => key.seriesCode)}::text[]))`,
    )
    .execute();

/** The order of the primary key: by municipality, indicator, period, series and source. */
export const inKeyOrder: OrderTerm<Observation>[] = [
  { expression: sql.ref('municipality_code'), valueOf: ({ municipalityCode }) => municipalityCode },
  { expression: sql.ref('indicator_code'), valueOf: ({ indicatorCode }) => indicatorCode },
  by('period'),
  { expression: sql.ref('series'), valueOf: ({ seriesCode }) => seriesCode },
  { expression: sql.ref('source_code'), valueOf: ({ sourceCode }) => sourceCode },
];
