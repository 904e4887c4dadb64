import type { MunicipalityCode, OrderTerm, Snapshot } from '@cabildo/kit';
import { sql } from 'kysely';
import { Ayuntamiento } from './ayuntamiento.js';
import { Census } from './census.js';
import { Declaration, DeclarationPoint, DeclarationSignatory } from './declaration.js';
import { Municipality } from './municipality.js';
import type { MunicipalityOrder } from './municipality-order.js';
import { State } from './state.js';

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
export type ListedMunicipality = Municipality & {
  latestPopulation: number | null;
  relevance: number;
  searchKey: string;
};

/** Below this share of common trigrams a name is not taken for a misspelling of another. */
const SIMILAR_ENOUGH = 0.45;

const searchKey = sql`search_key(municipality.name)`;
const relevanceOf = (name: string | null | undefined) =>
  name == null ? sql<number>`0` : sql<number>`(1000 * public.word_similarity(search_key(${name}), ${searchKey}))::int`;

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
  if (name != null) rows = rows.where(isNamed(name) as never);
  return rows
    .select([population.as('latestPopulation'), relevanceOf(name).as('relevance'), searchKey.as('searchKey')] as never)
    .$castTo<ListedMunicipality>();
}

export const byCode: OrderTerm<{ code: string }> = { expression: sql.ref('code'), valueOf: ({ code }) => code };

export function municipalityOrder(snapshot: Snapshot, order: MunicipalityOrder, name: string | null | undefined) {
  const population = sql`coalesce(${latestPopulation(snapshot)}, -1)`;
  const populationOf = (row: ListedMunicipality) => row.latestPopulation ?? -1;
  const area = sql`coalesce(area_km2, -1)`;
  const areaOf = (row: Municipality) => row.areaKm2 ?? -1;
  const relevance = { expression: relevanceOf(name), valueOf: (row: ListedMunicipality) => row.relevance };
  const first: Record<MunicipalityOrder, OrderTerm<ListedMunicipality> | undefined> = {
    RELEVANCE: name == null ? undefined : { ...relevance, descending: true },
    CODE: undefined,
    NAME: { expression: searchKey, valueOf: (row) => row.searchKey },
    POPULATION_DESC: { expression: population, valueOf: populationOf, descending: true },
    POPULATION_ASC: { expression: population, valueOf: populationOf },
    AREA_DESC: { expression: area, valueOf: areaOf, descending: true },
    AREA_ASC: { expression: area, valueOf: areaOf },
  };
  return [first[order] ?? [], byCode].flat();
}

/** The name holds the words, or nearly so, or a former name does. */
const isNamed = (name: string) => sql<boolean>`(
  strpos(${searchKey}, search_key(${name})) > 0
  or public.word_similarity(search_key(${name}), ${searchKey}) >= ${SIMILAR_ENOUGH}
  or exists (select from unnest(municipality.former_names) former where strpos(search_key(former), search_key(${name})) > 0))`;

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
      sql`sum(area_km2)`.as('areaKm2'),
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
