import type { OrderTerm, Rows, Snapshot } from '@cabildo/kit';
import { sql } from 'kysely';
import { Secretariat } from './secretariat.js';
import { Session, type SessionKind } from './session.js';

type Keys = readonly string[];

export interface SessionFilter {
  kind?: SessionKind | null;
  state?: string | null;
  municipality?: string | null;
  heldSince?: string | null;
  heldUntil?: string | null;
}

/** A session in a list, with what lists are ordered by. */
export type ListedSession = Session & { told: string };

const date = sql`coalesce(session.date, session.reported_on)`;
const told = sql<string>`coalesce(partial_date_first(${date})::text, '')`;

export function sessions(snapshot: Snapshot, { kind, state, municipality, heldSince, heldUntil }: SessionFilter) {
  let rows = snapshot.rows(Session);
  if (kind != null) rows = rows.where('kind', '=', kind);
  if (state != null) rows = rows.where('secretariat_id', 'in', secretariatsWhere(snapshot, 'state_code', state));
  if (municipality != null)
    rows = rows.where('secretariat_id', 'in', secretariatsWhere(snapshot, 'municipality_code', municipality));
  if (heldSince != null) rows = rows.where(sql`partial_date_last(${date})`, '>=', heldSince);
  if (heldUntil != null) rows = rows.where(sql`partial_date_first(${date})`, '<=', heldUntil);
  return rows.select(told.as('told') as never) as Rows<ListedSession>;
}

const secretariatsWhere = (snapshot: Snapshot, column: string, code: string) =>
  snapshot.rows(Secretariat).clearSelect().select('secretariat.id').where(column, '=', code) as never;

/** Those without any date come last, the one of the highest number first. */
export const newestSessionFirst: OrderTerm<ListedSession>[] = [
  { expression: told, valueOf: (row) => row.told, descending: true },
  { expression: sql`coalesce(number, 0)`, valueOf: (row) => row.number ?? 0, descending: true },
  { expression: sql.ref('id'), valueOf: (row) => row.id },
];

export const sessionsById = (snapshot: Snapshot, ids: Keys) => snapshot.rows(Session).where('id', 'in', ids).execute();

/** The newest session of each secretariat. */
export const latestSessions = (snapshot: Snapshot, secretariatIds: Keys) =>
  (snapshot.rows(Session) as Rows<Session>)
    .distinctOn('secretariat_id')
    .where('secretariat_id', 'in', secretariatIds)
    .orderBy('secretariat_id')
    .orderBy(told, 'desc')
    .orderBy(sql`coalesce(number, 0)`, 'desc')
    .orderBy('id')
    .execute();
