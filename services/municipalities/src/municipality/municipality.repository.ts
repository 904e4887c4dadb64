import {
  by,
  byName,
  byRelevance,
  type Found,
  type MunicipalityCode,
  type OrderTerm,
  type SearchedColumns,
  type Snapshot,
  search,
} from '@cabildo/kit';
import { sql } from 'kysely';
import type { MunicipalityOrder } from '../vocabulary/municipality-order.js';
import { Ayuntamiento } from './ayuntamiento.js';
import { Boundary } from './boundary.js';
import { Municipality } from './municipality.js';
import { Population } from './population.js';

type Keys = readonly string[];

export interface MunicipalityFilter {
  codes?: MunicipalityCode[] | null;
  state?: string | null;
  metropolitanZone?: string | null;
  populationAtLeast?: number | null;
  populationAtMost?: number | null;
  search?: string | null;
}

/** A municipality in a list, with the values that lists are ordered by. */
export type ListedMunicipality = Found<Municipality> & { latestPopulation: number | null };

const searched: SearchedColumns = {
  names: ['municipality.name'],
  texts: [sql<string>`array_to_string(municipality.former_names, ' | ')`],
};

export const municipalitiesByCode = (snapshot: Snapshot, codes: Keys) =>
  snapshot.rows(Municipality).where('code', 'in', codes).execute();

/** The population in the newest census, count or survey. */
const latestPopulation = (snapshot: Snapshot) =>
  sql<number | null>`(select c.total from census c where c.municipality_code = municipality.code
    and c.recorded_from <= ${snapshot.revision} and c.recorded_to > ${snapshot.revision} order by c.year desc limit 1)`;

export function municipalities(snapshot: Snapshot, filter: MunicipalityFilter) {
  const population = latestPopulation(snapshot);
  const { codes, state, metropolitanZone, populationAtLeast, populationAtMost } = filter;
  let rows = snapshot.rows(Municipality);
  if (codes != null) rows = rows.where('code', 'in', codes.length > 0 ? codes : ['']);
  if (state != null) rows = rows.where('state_code', '=', state);
  if (metropolitanZone != null) rows = rows.where('metropolitan_zone', '=', metropolitanZone);
  if (populationAtLeast != null) rows = rows.where(sql<boolean>`${population} >= ${populationAtLeast}`);
  if (populationAtMost != null) rows = rows.where(sql<boolean>`${population} <= ${populationAtMost}`);
  return search(rows, filter.search, searched).select(population.as('latestPopulation')).$castTo<ListedMunicipality>();
}

type Term = OrderTerm<ListedMunicipality>;

/** The terms of an order. Unknown population or area sorts below every known value. */
export function municipalityOrder(
  snapshot: Snapshot,
  { orderBy, search: words }: { orderBy: MunicipalityOrder; search?: string | null },
): Term[] {
  const population = sql`coalesce(${latestPopulation(snapshot)}, -1)`;
  const populationOf = (row: ListedMunicipality) => row.latestPopulation ?? -1;
  const area = sql`coalesce(area_km2, -1)`;
  const areaOf = (row: Municipality) => row.areaKm2 ?? -1;
  const orders: Record<MunicipalityOrder, Term[]> = {
    RELEVANCE: byRelevance(words, searched),
    CODE: [],
    NAME: [byName(searched)],
    POPULATION_DESC: [{ expression: population, valueOf: populationOf, descending: true }],
    POPULATION_ASC: [{ expression: population, valueOf: populationOf }],
    AREA_DESC: [{ expression: area, valueOf: areaOf, descending: true }],
    AREA_ASC: [{ expression: area, valueOf: areaOf }],
  };
  return [...orders[orderBy], by('code')];
}

/** The codes of the municipalities of each metropolitan zone, in order. */
export const zones = (snapshot: Snapshot) =>
  snapshot
    .rows(Municipality)
    .clearSelect()
    .select([
      'metropolitan_zone as name',
      sql`array_agg(code order by code)`.as('municipalityCodes'),
      sql`array_agg(distinct source_id)`.as('sourceIds'),
    ])
    .where('metropolitan_zone', 'is not', null)
    .groupBy('metropolitan_zone')
    .$castTo<{ name: string; municipalityCodes: string[]; sourceIds: number[] }>()
    .execute();

export const boundaries = (snapshot: Snapshot, codes: Keys) =>
  snapshot.rows(Boundary).where('municipality_code', 'in', codes).execute();

export const populations = (snapshot: Snapshot, codes: Keys) =>
  snapshot
    .rows(Population)
    .where('municipality_code', 'in', codes)
    .orderBy('municipality_code')
    .orderBy('year')
    .execute();

export const ayuntamientos = (snapshot: Snapshot, codes: Keys) =>
  snapshot
    .rows(Ayuntamiento)
    .where('municipality_code', 'in', codes)
    .orderBy('term_start_year')
    .orderBy('election_year')
    .orderBy('extraordinary')
    .execute();
