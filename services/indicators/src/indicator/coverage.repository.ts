import type { Snapshot } from '@cabildo/kit';
import { sql } from 'kysely';
import { anyObservation, observations } from '../observation/observation.repository.js';
import type { IndicatorAtPeriod } from '../observation/slice.repository.js';

type Keys = readonly string[];

/** Counts of the observations of an indicator for one period in one series. */
export interface PeriodRow extends IndicatorAtPeriod {
  seriesCode: string;
  isPartial: boolean;
  knownCount: number;
  unknownCount: number;
  sourceCodes: string[];
  sourceIds: number[];
}

export function periodsOf(snapshot: Snapshot, codes: Keys, { state }: { state?: string | null }) {
  const municipalityCount = sql`count(distinct municipality_code)`;
  const knownCount = sql`${municipalityCount} filter (where value is not null)`;
  return observations(snapshot, { state })
    .clearSelect()
    .select([
      'indicator_code as indicatorCode',
      'period',
      'series as seriesCode',
      sql`bool_or(partial)`.as('isPartial'),
      sql`(${knownCount})::int`.as('knownCount'),
      sql`(${municipalityCount} - ${knownCount})::int`.as('unknownCount'),
      sql`array_agg(distinct source_code order by source_code)`.as('sourceCodes'),
      sql`array_agg(distinct source_id)`.as('sourceIds'),
    ])
    .where('indicator_code', 'in', codes)
    .groupBy(['indicator_code', 'period_end', 'period', 'series'])
    .orderBy('indicator_code')
    .orderBy('period_end')
    .orderBy('period', 'desc')
    .orderBy('series')
    .$castTo<PeriodRow>()
    .execute();
}

export interface CoverageRow {
  sourceIds: number[];
  indicatorCode: string;
  municipalityCount: number;
  observationCount: number;
  firstPeriod: string;
  lastPeriod: string;
}

export const coverages = (snapshot: Snapshot, codes: Keys, { state }: { state?: string | null }) =>
  observations(snapshot, { state })
    .clearSelect()
    .select([
      'indicator_code as indicatorCode',
      sql`count(distinct municipality_code)::int`.as('municipalityCount'),
      sql`count(*)::int`.as('observationCount'),
      sql`array_agg(distinct source_id)`.as('sourceIds'),
      sql`(array_agg(period order by period_end, period desc))[1]`.as('firstPeriod'),
      sql`(array_agg(period order by period_end desc, period))[1]`.as('lastPeriod'),
    ])
    .where('indicator_code', 'in', codes)
    .where('value', 'is not', null)
    .groupBy('indicator_code')
    .$castTo<CoverageRow>()
    .execute();

/** The source files of the observations of each indicator. */
export function sourcesOf(snapshot: Snapshot, codes: Keys) {
  return snapshot.db
    .selectFrom(sql<{ indicator: string }>`unnest(${codes}::text[])`.as<'wanted'>(sql`wanted(indicator)`))
    .innerJoin('source', (join) => join.onTrue())
    .select(['wanted.indicator as indicatorCode', 'source.id as sourceId'])
    .where('source.revision', '<=', snapshot.revision)
    .where(({ exists }) => exists(anyObservation(snapshot, 'wanted.indicator')))
    .orderBy('source.code')
    .orderBy('source.id')
    .$castTo<{ indicatorCode: string; sourceId: number }>()
    .execute();
}
