import type { Rows, Snapshot } from '@cabildo/kit';
import { type RawBuilder, sql } from 'kysely';
import { stateOf } from '../place/municipality.js';
import { Observation } from './observation.js';
import { readTables, rowsOf } from './observation-table.repository.js';

type Keys = readonly string[];

export interface LatestOptions {
  includePartial: boolean;
  known: boolean;
}

/** From so many municipalities on, the figures of a whole state are found faster than those of each of them. */
const MANY = 25;

/**
 * All that is recorded of each indicator in each municipality for the newest day that a period of it ends on, in the
 * order of `codes`. What it costs grows with the answer, not with the years that are recorded.
 */
export async function latestObservations(
  snapshot: Snapshot,
  municipalities: Keys,
  codes: Keys,
  options: LatestOptions,
): Promise<Observation[]> {
  const rows = municipalities.length < MANY ? ofEach : ofStates;
  const found = snapshot.db.selectFrom(rows(snapshot, municipalities, codes, options).as('found')).selectAll('found');
  const tables = await readTables(snapshot, found as unknown as Rows<Observation>);
  const place = new Map(codes.map((code, index) => [code, index]));
  tables.sort((a, b) => place.get(a.indicatorCode)! - place.get(b.indicatorCode)!);
  return tables.flatMap(rowsOf);
}

type Latest = (
  snapshot: Snapshot,
  municipalities: Keys,
  codes: Keys,
  options: LatestOptions,
) => RawBuilder<Observation>;

const pairs = (municipalities: Keys, codes: Keys) =>
  sql`select * from unnest(${municipalities}::text[]) municipality cross join unnest(${codes}::text[]) indicator`;

/** One probe of an index for each figure. */
const ofEach: Latest = (snapshot, municipalities, codes, options) =>
  sql`(with wanted as materialized (${pairs(municipalities, codes)})
    select newest.* from wanted cross join lateral ${newestOf(snapshot, 'wanted', options)} newest)`;

/**
 * Most municipalities of a state have a figure for the newest day that any of them has one for: these are read as one
 * range of an index for each indicator. What is then missing is probed for.
 */
const ofStates: Latest = (snapshot, municipalities, codes, options) => {
  const states = [...new Set(municipalities.map(stateOf))];
  const ofDay = counted(snapshot, options)
    .innerJoin('day', 'day.indicator' as never, 'observation.indicator_code' as never)
    .whereRef('observation.state_code', '=', 'day.state' as never)
    .whereRef('observation.period_end', '=', 'day.period_end' as never);
  const newestDay = counted(snapshot, options)
    .clearSelect()
    .select('observation.period_end' as never)
    .whereRef('observation.indicator_code', '=', 'indicator' as never)
    .whereRef('observation.state_code', '=', 'state' as never)
    .orderBy('observation.period_end', 'desc')
    .limit(1);
  return sql`(with wanted as materialized (${pairs(municipalities, codes)}),
    day as materialized (select * from unnest(${codes}::text[]) indicator cross join unnest(${states}::text[]) state
      cross join lateral ${newestDay} newest),
    of_day as materialized ${ofDay},
    missing as materialized (select * from wanted where not exists (select from of_day
      where "municipalityCode" = wanted.municipality and "indicatorCode" = wanted.indicator))
    select of_day.* from of_day join wanted on "municipalityCode" = municipality and "indicatorCode" = indicator
    union all
    select newest.* from missing cross join lateral ${newestOf(snapshot, 'missing', options)} newest)`;
};

/** The observations that count as the latest, if they are. */
function counted(snapshot: Snapshot, { includePartial, known }: LatestOptions): Rows<Observation> {
  let rows = snapshot.rows(Observation);
  if (!includePartial) rows = rows.where(sql<boolean>`not observation.partial` as never);
  if (known) rows = rows.where('observation.value', 'is not', null);
  return rows;
}

/** Those of the newest day of one figure of the outer query. */
const newestOf = (snapshot: Snapshot, outer: 'wanted' | 'missing', options: LatestOptions) =>
  counted(snapshot, options)
    .whereRef('observation.municipality_code', '=', `${outer}.municipality` as never)
    .whereRef('observation.indicator_code', '=', `${outer}.indicator` as never)
    .orderBy('observation.period_end', 'desc')
    .fetch(1, 'with ties');
