import { by, type OrderTerm, type Rows, type Snapshot, Source } from '@cabildo/kit';
import { sql } from 'kysely';
import type { ObservationStatus } from '../vocabulary/observation-status.js';
import { Observation } from './observation.js';
import { firstDay } from './period.js';

type Keys = readonly string[];

export interface ObservationFilter {
  indicator?: string | null;
  municipality?: string | null;
  state?: string | null;
  period?: string | null;
  from?: string | null;
  until?: string | null;
  series?: string | null;
  source?: string | null;
  status?: ObservationStatus | null;
}

export function observations(snapshot: Snapshot, filter: ObservationFilter): Rows<Observation> {
  const { indicator, municipality, state, period, from, until, series, source, status } = filter;
  let rows = snapshot.rows(Observation);
  if (indicator != null) rows = rows.where('indicator_code', '=', indicator);
  if (municipality != null) rows = rows.where('municipality_code', '=', municipality);
  if (state != null) rows = rows.where('state_code', '=', state).where(beginsWith(state));
  if (period != null) rows = rows.where('period', '=', period);
  if (from != null) rows = rows.where('period_end', '>=', firstDay(from));
  if (until != null) rows = rows.where('period_end', '<=', sql`period_end(${until})` as never);
  if (series != null) rows = rows.where('series', '=', series);
  if (source != null) rows = rows.where('source_code', '=', source).where('source_id', 'in', idsOf(snapshot, source));
  if (status != null) rows = rows.where('status', '=', status);
  return rows;
}

/** The codes of municipalities of a state, as a range that the primary key is entered by. */
const beginsWith = (state: string) =>
  sql<boolean>`municipality_code between ${`${state}000`} and ${`${state}999`}` as never;

const idsOf = (snapshot: Snapshot, source: string) =>
  snapshot
    .plain(Source)
    .clearSelect()
    .select('id' as never)
    .where('code', '=', source) as never;

/**
 * Whether there is an observation of the source and the indicator of the outer query. The offset keeps it a probe of
 * the index for each pair: as a join, all that is recorded of an indicator would be read.
 */
export const anyTold = (snapshot: Snapshot, indicator: 'indicator.code' | 'wanted.indicator') =>
  snapshot
    .rows(Observation)
    .clearSelect()
    .select(sql`1`.as('one') as never)
    .whereRef('observation.source_id', '=', 'source.id')
    .whereRef('observation.indicator_code', '=', indicator)
    .offset(0);

export const observationsOf = (snapshot: Snapshot, municipalities: Keys, filter: ObservationFilter) =>
  observations(snapshot, filter)
    .where('municipality_code', 'in', municipalities)
    .orderBy('municipality_code')
    .orderBy('period_end')
    .orderBy('period')
    .orderBy('series')
    .orderBy('source_code')
    .execute();

export interface FigureKey {
  municipalityCode: string;
  indicatorCode: string;
  period: string;
  series: string;
}

/** What each source tells of each figure. */
export const observationsAt = (snapshot: Snapshot, keys: readonly FigureKey[]) =>
  snapshot
    .rows(Observation)
    .where(
      sql<boolean>`(municipality_code, indicator_code, period, series) in (select * from unnest(
        ${keys.map((key) => key.municipalityCode)}::text[], ${keys.map((key) => key.indicatorCode)}::text[],
        ${keys.map((key) => key.period)}::text[], ${keys.map((key) => key.series)}::text[]))` as never,
    )
    .execute();

/** The order of the primary key: by municipality, indicator, period, series and source. */
export const inKeyOrder: OrderTerm<Observation>[] = [
  { expression: sql.ref('municipality_code'), valueOf: ({ municipalityCode }) => municipalityCode },
  { expression: sql.ref('indicator_code'), valueOf: ({ indicatorCode }) => indicatorCode },
  by('period'),
  by('series'),
  { expression: sql.ref('source_code'), valueOf: ({ sourceCode }) => sourceCode },
];
