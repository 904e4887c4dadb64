import type { Rows, Snapshot } from '@cabildo/kit';
import { sql } from 'kysely';
import { Observation } from './observation.js';
import { byTime } from './period.js';

/** The figures of one source for an indicator, period and series: municipalities and values, in equal order. */
export interface FigureRow {
  indicatorCode: string;
  period: string;
  series: string;
  /** Null where the figures of all states were asked for together. */
  stateCode: string | null;
  sourceCode: string;
  partial: boolean;
  municipalities: string[];
  values: (number | null)[];
}

export interface IndicatorPeriod {
  indicatorCode: string;
  period: string;
}

/** All figures of indicators at periods, of each of `states`; of all states together where that is null. */
export function figuresAt(snapshot: Snapshot, at: readonly IndicatorPeriod[], states: readonly string[] | null) {
  const wanted = sql<{ indicator: string; period: string }>`unnest(
    ${at.map((each) => each.indicatorCode)}::text[], ${at.map((each) => each.period)}::text[])`;
  const figures = snapshot.db
    .selectFrom(wanted.as<'wanted'>(sql`wanted(indicator, period)`))
    .innerJoin('observation', (join) =>
      join
        .onRef('observation.indicator_code', '=', 'wanted.indicator')
        .on('observation.period_end', '=', sql`period_end(wanted.period)`)
        .onRef('observation.period', '=', 'wanted.period'),
    )
    .$if(states !== null, (query) => query.where('observation.state_code', 'in', states));
  return snapshot
    .only(figures as unknown as Rows<object>, 'observation')
    .select([
      'observation.indicator_code as indicatorCode',
      'observation.period as period',
      'observation.series as series',
      'observation.source_code as sourceCode',
      'observation.partial as partial',
      (states ? sql.ref('observation.state_code') : sql`null::text`).as('stateCode'),
      sql`json_agg(observation.municipality_code)`.as('municipalities'),
      sql`json_agg(observation.value)`.as('values'),
    ] as never)
    .groupBy(sql`1, 2, 3, 4, 5, 6` as never)
    .$castTo<FigureRow>()
    .execute();
}

export interface NewestPeriod extends IndicatorPeriod {
  /** Null where all states were asked for together. */
  stateCode: string | null;
}

/** The newest period for which an indicator has a known figure that is not partial, in the state that is named with it. */
export async function newestPeriods(
  snapshot: Snapshot,
  wanted: readonly Omit<NewestPeriod, 'period'>[],
  { series }: { series?: string | null },
): Promise<NewestPeriod[]> {
  let newest = snapshot
    .rows(Observation)
    .clearSelect()
    .select('observation.period' as never)
    .whereRef('observation.indicator_code', '=', 'wanted.indicator')
    .whereRef('observation.state_code', '=', 'wanted.state')
    .where(sql<boolean>`not observation.partial and observation.value is not null` as never)
    .orderBy('observation.period_end', 'desc')
    .orderBy('observation.period')
    .limit(1);
  if (series != null) newest = newest.where('observation.series', '=', series);
  const each = wanted.flatMap(({ indicatorCode, stateCode }) =>
    (stateCode === null ? STATES : [stateCode]).map((state) => ({ indicatorCode, stateCode, state })),
  );
  const asked = sql<{ indicator: string; whole: string | null; state: string }>`unnest(
    ${each.map(({ indicatorCode }) => indicatorCode)}::text[], ${each.map(({ stateCode }) => stateCode)}::text[],
    ${each.map(({ state }) => state)}::text[])`;
  const found = await snapshot.db
    .selectFrom(asked.as<'wanted'>(sql`wanted(indicator, whole, state)`))
    .innerJoinLateral(newest.as('newest'), (join) => join.onTrue())
    .select(['wanted.indicator as indicatorCode', 'wanted.whole as stateCode', 'newest.period as period'] as never)
    .$castTo<NewestPeriod>()
    .execute();
  // Of all states together, the newest of any comes last and so stands.
  return found.sort((a, b) => byTime(a.period, b.period));
}

/** The codes that INEGI gives the states. */
const STATES = Array.from({ length: 32 }, (_, index) => String(index + 1).padStart(2, '0'));

/**
 * The municipalities of each state that anything at all is recorded of; of every state where it is ''. It steps from one to the next through the
 * primary key, for there may be a thousand observations of each.
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
