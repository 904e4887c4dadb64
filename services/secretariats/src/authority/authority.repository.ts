import {
  by,
  byName,
  byRelevance,
  type Found,
  type OrderTerm,
  type SearchedColumns,
  type Snapshot,
  search,
} from '@cabildo/kit';
import { sql } from 'kysely';
import { type Activity, POSSIBLY_ACTIVE } from '../vocabulary/activity.js';
import { Authority, type AuthorityKind, type AuthorityLevel } from './authority.js';
import { AuthorityEvent } from './authority-event.js';

type Keys = readonly string[];

export interface AuthorityFilter {
  kind?: AuthorityKind | null;
  level?: AuthorityLevel | null;
  state?: string | null;
  municipality?: string | null;
  activeOn?: string | null;
  activity?: Activity[];
  search?: string | null;
}

const searched: SearchedColumns = { names: ['authority.name', 'authority.short_name'] };

export function authorities(snapshot: Snapshot, filter: AuthorityFilter) {
  const { kind, level, state, municipality, activeOn, activity = POSSIBLY_ACTIVE } = filter;
  let rows = snapshot.rows(Authority);
  if (kind != null) rows = rows.where('kind', '=', kind);
  if (level != null) rows = rows.where('level', '=', level);
  if (state != null) rows = rows.where('state_code', '=', state);
  if (municipality != null) rows = rows.where('municipality_code', '=', municipality);
  if (activeOn != null) rows = rows.where(sql`activity(valid_from, valid_to, ${activeOn}::date)`, 'in', activity);
  return search(rows, filter.search, searched);
}

/** By similarity to the words, then by name. */
export const authorityOrder = (words?: string | null): OrderTerm<Found<Authority>>[] => [
  ...byRelevance(words, searched),
  byName(searched),
  by('id'),
];

export const authoritiesById = (snapshot: Snapshot, ids: Keys) =>
  snapshot.rows(Authority).where('id', 'in', ids).execute();

/** The successors of each authority, earliest first. */
export const successors = (snapshot: Snapshot, ids: Keys) =>
  snapshot
    .rows(Authority)
    .where('predecessor_id', 'in', ids)
    .orderBy(sql`partial_date_first(valid_from) nulls last`)
    .orderBy('id')
    .execute();

export const authoritiesOf = (snapshot: Snapshot, municipalities: Keys) =>
  snapshot.rows(Authority).where('municipality_code', 'in', municipalities).orderBy('id').execute();

export const authorityEvents = (snapshot: Snapshot, authorityIds: Keys) =>
  snapshot.rows(AuthorityEvent).where('authority_id', 'in', authorityIds).orderBy('position').execute();
