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
import { Declaration, DeclarationPoint, DeclarationSignatory } from './declaration/declaration.js';
import { Ayuntamiento } from './municipality/ayuntamiento.js';
import { Census } from './municipality/census.js';
import { Municipality } from './municipality/municipality.js';
import { State } from './state/state.js';
import type { MunicipalityOrder } from './vocabulary/municipality-order.js';

type Keys = readonly string[];

export const statesByCode = (snapshot: Snapshot, codes: Keys) =>
  snapshot.rows(State).where('code', 'in', codes).execute();

export const municipalitiesByCode = (snapshot: Snapshot, codes: Keys) =>
  snapshot.rows(Municipality).where('code', 'in', codes).execute();

export interface MunicipalityFilter {
  codes?: MunicipalityCode[] | null;
  state?: string | null;
  metropolitanZone?: string | null;
  populationAtLeast?: number | null;
  populationAtMost?: number | null;
  name?: string | null;
}

/** A municipality in a list, with what lists are ordered by. */
export type ListedMunicipality = Found<Municipality> & { latestPopulation: number | null };

const searched: SearchedColumns = {
  names: ['municipality.name'],
  texts: [sql<string>`array_to_string(municipality.former_names, ' | ')`],
};

/** The population by the newest census, count or survey that is recorded. */
const latestPopulation = (snapshot: Snapshot) =>
  sql<number | null>`(select c.total from census c where c.municipality_code = municipality.code
    and c.recorded_from <= ${snapshot.revision} and c.recorded_to > ${snapshot.revision} order by c.year desc limit 1)`;

export function municipalities(snapshot: Snapshot, filter: MunicipalityFilter) {
  const population = latestPopulation(snapshot);
  const { codes, state, metropolitanZone, populationAtLeast, populationAtMost, name } = filter;
  let rows = snapshot.rows(Municipality);
  if (codes != null) rows = rows.where('code', 'in', codes.length > 0 ? codes : ['']);
  if (state != null) rows = rows.where('state_code', '=', state);
  if (metropolitanZone != null) rows = rows.where('metropolitan_zone', '=', metropolitanZone);
  if (populationAtLeast != null) rows = rows.where(sql<boolean>`${population} >= ${populationAtLeast}` as never);
  if (populationAtMost != null) rows = rows.where(sql<boolean>`${population} <= ${populationAtMost}` as never);
  return search(rows, name, searched)
    .select(population.as('latestPopulation') as never)
    .$castTo<ListedMunicipality>();
}

export const byCode = by('code');

type Term = OrderTerm<ListedMunicipality>;

export function municipalityOrder(snapshot: Snapshot, order: MunicipalityOrder, name: string | null | undefined) {
  const population = sql`coalesce(${latestPopulation(snapshot)}, -1)`;
  const populationOf = (row: ListedMunicipality) => row.latestPopulation ?? -1;
  const area = sql`coalesce(area_km2, -1)`;
  const areaOf = (row: Municipality) => row.areaKm2 ?? -1;
  const orders: Record<MunicipalityOrder, Term[]> = {
    RELEVANCE: byRelevance(name, searched),
    CODE: [],
    NAME: [byName(searched)],
    POPULATION_DESC: [{ expression: population, valueOf: populationOf, descending: true }],
    POPULATION_ASC: [{ expression: population, valueOf: populationOf }],
    AREA_DESC: [{ expression: area, valueOf: areaOf, descending: true }],
    AREA_ASC: [{ expression: area, valueOf: areaOf }],
  };
  return [...orders[order], byCode];
}

export const censuses = (snapshot: Snapshot, codes: Keys) =>
  snapshot.rows(Census).where('municipality_code', 'in', codes).orderBy('municipality_code').orderBy('year').execute();

export const ayuntamientos = (snapshot: Snapshot, codes: Keys) =>
  snapshot
    .rows(Ayuntamiento)
    .where('municipality_code', 'in', codes)
    .orderBy('term_start_year')
    .orderBy('election_year')
    .orderBy('extraordinary')
    .execute();

export interface DeclarationFilter {
  state?: string | null;
  since?: string | null;
  until?: string | null;
}

export function declarations(snapshot: Snapshot, { state, since, until }: DeclarationFilter) {
  let rows = snapshot.rows(Declaration);
  if (state != null) rows = rows.where(sql<boolean>`left(municipality_code, 2) = ${state}` as never);
  if (since != null) rows = rows.where('date', '>=', since);
  if (until != null) rows = rows.where('date', '<=', until);
  return rows;
}

export const declarationsOldestFirst: OrderTerm<Declaration>[] = [
  { expression: sql`date::text`, valueOf: ({ date }) => date },
  { expression: sql.ref('id'), valueOf: ({ id }) => id },
];

export const declarationsById = (snapshot: Snapshot, ids: Keys) =>
  snapshot.rows(Declaration).where('id', 'in', ids).execute();

export const declarationsOf = (snapshot: Snapshot, codes: Keys) =>
  snapshot.rows(Declaration).where('municipality_code', 'in', codes).orderBy('date').orderBy('id').execute();

export const declarationsTowards = (snapshot: Snapshot, exercises: Keys) =>
  snapshot.rows(Declaration).where('exercise_id', 'in', exercises).orderBy('date').orderBy('id').execute();

export const declarationPoints = (snapshot: Snapshot, ids: Keys) =>
  snapshot.rows(DeclarationPoint).where('declaration_id', 'in', ids).orderBy('letter').execute();

export const declarationSignatories = (snapshot: Snapshot, ids: Keys) =>
  snapshot.rows(DeclarationSignatory).where('declaration_id', 'in', ids).orderBy('position').execute();

export interface StateTotals {
  stateCode: string;
  municipalityCount: number;
  areaKm2: number | null;
}

export const stateTotals = (snapshot: Snapshot, states: Keys) =>
  snapshot
    .rows(Municipality)
    .clearSelect()
    .select([
      'state_code as stateCode',
      sql`count(*)::int`.as('municipalityCount'),
      // In one order: a sum of floats differs by it in its last digit, and an answer is to be the same for ever.
      sql`sum(area_km2 order by code)`.as('areaKm2'),
    ] as never)
    .where('state_code', 'in', states)
    .groupBy('state_code')
    .$castTo<StateTotals>()
    .execute();

export interface StatePopulationRow {
  stateCode: string;
  year: number;
  kind: Census['kind'];
  total: number;
  men: number | null;
  women: number | null;
  municipalityCount: number;
}

const sumIfAllKnown = (column: string) =>
  sql`case when count(*) = count(${sql.ref(column)}) then sum(${sql.ref(column)})::int end`;

export const statePopulations = (snapshot: Snapshot, states: Keys) =>
  snapshot
    .rows(Census)
    .clearSelect()
    .select([
      sql`left(municipality_code, 2)`.as('stateCode'),
      'year',
      'kind',
      sql`sum(total)::int`.as('total'),
      sumIfAllKnown('men').as('men'),
      sumIfAllKnown('women').as('women'),
      sql`count(*)::int`.as('municipalityCount'),
    ] as never)
    .where(sql`left(municipality_code, 2)`, 'in', states)
    .groupBy([sql`left(municipality_code, 2)`, 'year', 'kind'] as never)
    .orderBy('year')
    .$castTo<StatePopulationRow>()
    .execute();
