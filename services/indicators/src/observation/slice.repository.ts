import type { Rows, Snapshot } from '@cabildo/kit';
import { sql } from 'kysely';
import { Observation } from './observation.js';
import { byTime } from './period.js';

/** The values of one source for an indicator, period and series: municipalities and values in the same order. */
export interface SliceRow {
  indicatorCode: string;
  period: string;
  seriesCode: string;
  /** Null for all states together. */
  stateCode: string | null;
  sourceCode: string;
  isPartial: boolean;
  municipalities: string[];
  values: (number | null)[];
  sourceIds: number[];
}

export interface IndicatorAtPeriod {
  indicatorCode: string;
  period: string;
}

/** All values of indicators at periods, for each of `states`, or for all states together if that is null. */
export function valuesAt(snapshot: Snapshot, at: readonly IndicatorAtPeriod[], states: readonly string[] | null) {
  const wanted = sql<{ indicator: string; period: string }>`unnest(
    ${at.map((each) => each.indicatorCode)}::text[], ${at.map((each) => each.period)}::text[])`;
  const values = snapshot.db
    .selectFrom(wanted.as<'wanted'>(sql`wanted(indicator, period)`))
    .innerJoin('observation', (join) =>
      join
        .onRef('observation.indicator_code', '=', 'wanted.indicator')
        .on('observation.period_end', '=', sql`period_end(wanted.period)`)
        .onRef('observation.period', '=', 'wanted.period'),
    )
    .$if(states !== null, (query) => query.where('observation.state_code', 'in', states));
  return snapshot
    .only(values as unknown as Rows<object>, 'observation')
    .select([
      'observation.indicator_code as indicatorCode',
      'observation.period as period',
      'observation.series as seriesCode',
      'observation.source_code as sourceCode',
      'observation.partial as isPartial',
      (states ? sql.ref('observation.state_code') : sql`null::text`).as('stateCode'),
      sql`json_agg(observation.municipality_code)`.as('municipalities'),
      sql`json_agg(observation.value)`.as('values'),
      sql`array_agg(distinct observation.source_id)`.as('sourceIds'),
    ])
    .groupBy(sql`1, 2, 3, 4, 5, 6`)
    .$castTo<SliceRow>()
    .execute();
}

export interface NewestPeriod extends IndicatorAtPeriod {
  /** Null for all states together. */
  stateCode: string | null;
}

/** The newest period of each indicator with a known value that covers the whole period, in the state given with it. */
export async function newestPeriods(
  snapshot: Snapshot,
  wanted: readonly Omit<NewestPeriod, 'period'>[],
  { seriesCode }: { seriesCode?: string | null },
): Promise<NewestPeriod[]> {
  let newest = snapshot
    .rows(Observation)
    .clearSelect()
    .select('observation.period')
    .whereRef('observation.indicator_code', '=', 'wanted.indicator')
    .whereRef('observation.state_code', '=', 'wanted.state')
    .where(sql<boolean>`not observation.partial and observation.value is not null`)
    .orderBy('observation.period_end', 'desc')
    .orderBy('observation.period')
    .limit(1);
  if (seriesCode != null) newest = newest.where('observation.series', '=', seriesCode);
  const each = wanted.flatMap(({ indicatorCode, stateCode }) =>
    (stateCode === null ? STATES : [stateCode]).map((state) => ({ indicatorCode, stateCode, state })),
  );
  const pairs = sql<{ indicator: string; whole: string | null; state: string }>`unnest(
    ${each.map(({ indicatorCode }) => indicatorCode)}::text[], ${each.map(({ stateCode }) => stateCode)}::text[],
    ${each.map(({ state }) => state)}::text[])`;
  const found = await snapshot.db
    .selectFrom(pairs.as<'wanted'>(sql`wanted(indicator, whole, state)`))
    .innerJoinLateral(newest.as('newest'), (join) => join.onTrue())
    .select(['wanted.indicator as indicatorCode', 'wanted.whole as stateCode', 'newest.period as period'])
    .$castTo<NewestPeriod>()
    .execute();
  // The caller keeps the last row of each key: for all states together, that of the newest period.
  return found.sort((a, b) => byTime(a.period, b.period));
}

/** INEGI's codes of the states. */
const STATES = Array.from({ length: 32 }, (_, index) => String(index + 1).padStart(2, '0'));

/**
 * The municipalities of each state with at least one observation; of all states if it is ''. The recursive query steps
 * from one municipality to the next through the primary key and skips the other observations of each.
 */
export async function municipalitiesIn(snapshot: Snapshot, states: readonly string[]) {
  const recorded = sql`recorded_from <= ${snapshot.revision} and recorded_to > ${snapshot.revision}`;
  const { rows } = await sql<{ stateCode: string; municipalityCode: string }>`
    with recursive step(state, code) as (
      select state, (select min(municipality_code) from observation
        where municipality_code > state and municipality_code < state || 'A' and ${recorded})
      from unnest(${states}::text[]) state
      union all
      select state, (select min(municipality_code) from observation
        where municipality_code > step.code and municipality_code < state || 'A' and ${recorded})
      from step where code is not null)
    select state as "stateCode", code as "municipalityCode" from step where code is not null order by code`.execute(
    snapshot.db,
  );
  return rows;
}
