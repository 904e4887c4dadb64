import type { OrderTerm, Rows, Snapshot } from '@cabildo/kit';
import { sql } from 'kysely';
import type { SessionStatus } from '../vocabulary/session-status.js';
import { Secretariat } from './secretariat.js';
import { Session, type SessionKind } from './session.js';

type Keys = readonly string[];

export interface SessionFilter {
  kind?: SessionKind | null;
  statuses?: SessionStatus[] | null;
  secretariatId?: string | null;
  state?: string | null;
  municipality?: string | null;
  heldFrom?: string | null;
  heldTo?: string | null;
}

/** A session in a list, with the date that lists are ordered by. */
export type ListedSession = Session & { knownDate: string };

const date = sql`coalesce(session.date, session.reported_on)`;
const knownDate = sql<string>`coalesce(partial_date_first(${date})::text, '')`;

export function sessions(snapshot: Snapshot, filter: SessionFilter) {
  const { kind, statuses, state, municipality, secretariatId, heldFrom, heldTo } = filter;
  let rows = snapshot.rows(Session);
  if (statuses != null) rows = rows.where('status', 'in', statuses.length > 0 ? statuses : ['']);
  if (secretariatId != null) rows = rows.where('secretariat_id', '=', secretariatId);
  if (kind != null) rows = rows.where('kind', '=', kind);
  if (state != null) rows = rows.where('secretariat_id', 'in', secretariatsWhere(snapshot, 'state_code', state));
  if (municipality != null)
    rows = rows.where('secretariat_id', 'in', secretariatsWhere(snapshot, 'municipality_code', municipality));
  if (heldFrom != null) rows = rows.where(sql`partial_date_last(${date})`, '>=', heldFrom);
  if (heldTo != null) rows = rows.where(sql`partial_date_first(${date})`, '<=', heldTo);
  return rows.select(knownDate.as('knownDate')) as Rows<ListedSession>;
}

const secretariatsWhere = (snapshot: Snapshot, column: string, code: string) =>
  snapshot.rows(Secretariat).clearSelect().select('secretariat.id').where(column, '=', code);

/** Sessions without a date sort last, by number, highest first. */
export const newestSessionFirst: OrderTerm<ListedSession>[] = [
  { expression: knownDate, valueOf: (row) => row.knownDate, descending: true },
  { expression: sql`coalesce(number, 0)`, valueOf: (row) => row.number ?? 0, descending: true },
  { expression: sql.ref('id'), valueOf: (row) => row.id },
];

export const sessionsById = (snapshot: Snapshot, ids: Keys) => snapshot.rows(Session).where('id', 'in', ids).execute();

/** The newest session of each secretariat. */
export const latestSessions = (snapshot: Snapshot, secretariatIds: Keys) =>
  snapshot
    .rows(Session)
    .distinctOn('secretariat_id')
    .where('secretariat_id', 'in', secretariatIds)
    .orderBy('secretariat_id')
    .orderBy(knownDate, 'desc')
    .orderBy(sql`coalesce(number, 0)`, 'desc')
    .orderBy('id')
    .execute();
