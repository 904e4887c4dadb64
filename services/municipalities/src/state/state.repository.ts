import type { Snapshot } from '@cabildo/kit';
import { sql } from 'kysely';
import { Municipality } from '../municipality/municipality.js';
import { Population } from '../municipality/population.js';
import { State } from './state.js';

type Keys = readonly string[];

export const statesByCode = (snapshot: Snapshot, codes: Keys) =>
  snapshot.rows(State).where('code', 'in', codes).execute();

export interface StateTotals {
  stateCode: string;
  municipalityCount: number;
  areaKm2: number | null;
  sourceIds: number[];
}

export const stateTotals = (snapshot: Snapshot, states: Keys) =>
  snapshot
    .rows(Municipality)
    .clearSelect()
    .select([
      'state_code as stateCode',
      sql`count(*)::int`.as('municipalityCount'),
      // A sum of floats depends on its order in the last digit; the fixed order makes the response reproducible.
      sql`sum(area_km2 order by code)`.as('areaKm2'),
      sql`array_agg(distinct source_id)`.as('sourceIds'),
    ])
    .where('state_code', 'in', states)
    .groupBy('state_code')
    .$castTo<StateTotals>()
    .execute();

export interface StatePopulationRow {
  stateCode: string;
  year: number;
  kind: Population['kind'];
  persons: number;
  men: number | null;
  women: number | null;
  municipalityCount: number;
  sourceIds: number[];
}

const sumIfAllKnown = (column: string) =>
  sql`case when count(*) = count(${sql.ref(column)}) then sum(${sql.ref(column)})::int end`;

export const statePopulations = (snapshot: Snapshot, states: Keys) =>
  snapshot
    .rows(Population)
    .clearSelect()
    .select([
      sql`left(municipality_code, 2)`.as('stateCode'),
      'year',
      'kind',
      sql`sum(total)::int`.as('persons'),
      sumIfAllKnown('men').as('men'),
      sumIfAllKnown('women').as('women'),
      sql`count(*)::int`.as('municipalityCount'),
      sql`array_agg(distinct source_id)`.as('sourceIds'),
    ])
    .where(sql`left(municipality_code, 2)`, 'in', states)
    .groupBy([sql`left(municipality_code, 2)`, 'year', 'kind'])
    .orderBy('year')
    .$castTo<StatePopulationRow>()
    .execute();
