import type { Rows, Snapshot } from '@cabildo/kit';
import { type RawBuilder, sql } from 'kysely';
import { stateOf } from '../place/municipality.js';
import { Observation } from './observation.js';
import { readTables, rowsOf } from './observation-table.repository.js';

type Keys = readonly string[];

export interface LatestOptions {
  includePartial: boolean;
  fallBackToKnown: boolean;
}

/** From this number of municipalities on, reading whole states is faster than probing for each municipality. */
const MANY = 25;

/**
 * The observations of each indicator in each municipality whose period ends last, in the order of `codes`. The cost
 * depends on the size of the result, not on the number of recorded years.
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

/** Probes an index for each pair of municipality and indicator. */
const ofEach: Latest = (snapshot, municipalities, codes, options) =>
  sql`(with wanted as materialized (${pairs(municipalities, codes)})
    select newest.* from wanted cross join lateral ${newestOf(snapshot, 'wanted', options)} newest)`;

/**
 * Most municipalities of a state have a value for the newest day of the state: these are one range of an index for each
 * indicator. The other pairs are probed.
 */
const ofStates: Latest = (snapshot, municipalities, codes, options) => {
  const states = [...new Set(municipalities.map(stateOf))];
  const ofDay = counted(snapshot, options)
    .innerJoin('day', 'day.indicator', 'observation.indicator_code')
    .whereRef('observation.state_code', '=', 'day.state')
    .whereRef('observation.period_end', '=', 'day.period_end');
  const newestDay = counted(snapshot, options)
    .clearSelect()
    .select('observation.period_end')
    .whereRef('observation.indicator_code', '=', 'indicator')
    .whereRef('observation.state_code', '=', 'state')
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

/** The observations that can be the latest. */
function counted(snapshot: Snapshot, { includePartial, fallBackToKnown }: LatestOptions): Rows<Observation> {
  let rows = snapshot.rows(Observation);
  if (!includePartial) rows = rows.where(sql<boolean>`not observation.partial`);
  if (fallBackToKnown) rows = rows.where('observation.value', 'is not', null);
  return rows;
}

/** The observations of the newest day for one pair of the outer query. */
const newestOf = (snapshot: Snapshot, outer: 'wanted' | 'missing', options: LatestOptions) =>
  counted(snapshot, options)
    .whereRef('observation.municipality_code', '=', `${outer}.municipality`)
    .whereRef('observation.indicator_code', '=', `${outer}.indicator`)
    .orderBy('observation.period_end', 'desc')
    .fetch(1, 'with ties');
