import type { OrderTerm, Snapshot } from '@cabildo/kit';
import { sql } from 'kysely';
import { Declaration, DeclarationPoint, DeclarationSignatory } from './declaration.js';

type Keys = readonly string[];

export interface DeclarationFilter {
  state?: string | null;
  municipality?: string | null;
  exerciseId?: string | null;
  dateFrom?: string | null;
  dateTo?: string | null;
}

export function declarations(snapshot: Snapshot, filter: DeclarationFilter) {
  const { state, municipality, exerciseId, dateFrom, dateTo } = filter;
  let rows = snapshot.rows(Declaration);
  if (state != null) rows = rows.where(sql<boolean>`left(municipality_code, 2) = ${state}`);
  if (municipality != null) rows = rows.where('municipality_code', '=', municipality);
  if (exerciseId != null) rows = rows.where('exercise_id', '=', exerciseId);
  if (dateFrom != null) rows = rows.where('date', '>=', dateFrom);
  if (dateTo != null) rows = rows.where('date', '<=', dateTo);
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

export const declarationPoints = (snapshot: Snapshot, ids: Keys) =>
  snapshot.rows(DeclarationPoint).where('declaration_id', 'in', ids).orderBy('letter').execute();

export const declarationSignatories = (snapshot: Snapshot, ids: Keys) =>
  snapshot.rows(DeclarationSignatory).where('declaration_id', 'in', ids).orderBy('position').execute();
