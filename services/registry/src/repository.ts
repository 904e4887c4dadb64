import { by, type OrderTerm, type Snapshot } from '@cabildo/kit';
import { sql } from 'kysely';
import { Agency } from './agency.js';
import { AgencyToken } from './agency-token.js';
import { Composition } from './composition.js';
import { FieldUsage } from './field-usage.js';
import { RegisteredSubgraph } from './registered-subgraph.js';
import { SubgraphCheck, SubgraphCheckFinding } from './subgraph-check.js';
import { SubgraphVersion } from './subgraph-version.js';
import type { SubgraphState } from './vocabulary/subgraph-state.js';

type Keys = readonly string[];

export const agencies = (snapshot: Snapshot) => snapshot.rows(Agency);
export const agenciesById = (snapshot: Snapshot, ids: Keys) => agencies(snapshot).where('id', 'in', ids).execute();
export const agencyOrder = [by('id')];

export const tokensOf = (snapshot: Snapshot, ids: Keys) =>
  snapshot.rows(AgencyToken).where('agency_id', 'in', ids).orderBy('id').execute();
export const tokenById = (snapshot: Snapshot, id: string) =>
  snapshot.rows(AgencyToken).where('id', '=', id).executeTakeFirst();

export interface SubgraphFilter {
  state?: SubgraphState | null;
  agencyId?: string | null;
}

export function subgraphs(snapshot: Snapshot, { state, agencyId }: SubgraphFilter) {
  let rows = snapshot.rows(RegisteredSubgraph);
  if (state != null) rows = rows.where('state', '=', state);
  if (agencyId != null) rows = rows.where('agency_id', '=', agencyId);
  return rows;
}
export const subgraphOrder = [by('name')];
export const subgraphsByName = (snapshot: Snapshot, names: Keys) =>
  subgraphs(snapshot, {}).where('name', 'in', names).execute();
export const subgraphsOf = (snapshot: Snapshot, agencyIds: Keys) =>
  subgraphs(snapshot, {}).where('agency_id', 'in', agencyIds).orderBy('name').execute();

export const versionsOf = (snapshot: Snapshot, names: Keys) =>
  snapshot
    .rows(SubgraphVersion)
    .where('subgraph_name', 'in', names)
    .orderBy('subgraph_name')
    .orderBy('number', 'desc')
    .execute();

export const compositions = (snapshot: Snapshot) => snapshot.rows(Composition);
export const newestFirst: OrderTerm<Composition>[] = [
  { expression: sql.ref('number'), valueOf: ({ number }) => number, descending: true },
];
export const newestComposition = (snapshot: Snapshot) =>
  compositions(snapshot).orderBy('number', 'desc').limit(1).executeTakeFirst();

export function checks(snapshot: Snapshot, subgraphName?: string | null) {
  const rows = snapshot.rows(SubgraphCheck);
  return subgraphName == null ? rows : rows.where('subgraph_name', '=', subgraphName);
}
export const newestCheckFirst: OrderTerm<SubgraphCheck>[] = [
  { expression: sql.ref('checked_at'), valueOf: ({ checkedAt }) => checkedAt, descending: true },
  by('id'),
];
export const findingsOf = (snapshot: Snapshot, checkIds: Keys) =>
  snapshot
    .rows(SubgraphCheckFinding)
    .where('check_id', 'in', checkIds)
    .orderBy('check_id')
    .orderBy('position')
    .execute();

export interface UsageFilter {
  coordinate?: string | null;
  dayFrom?: string | null;
  dayTo?: string | null;
}

export function fieldUsage(snapshot: Snapshot, { coordinate, dayFrom, dayTo }: UsageFilter) {
  let rows = snapshot.rows(FieldUsage);
  if (coordinate != null) rows = rows.where('coordinate', '=', coordinate);
  if (dayFrom != null) rows = rows.where('day', '>=', dayFrom);
  if (dayTo != null) rows = rows.where('day', '<=', dayTo);
  return rows;
}
export const usageOrder: OrderTerm<FieldUsage>[] = [
  { expression: sql.ref('day'), valueOf: ({ day }) => day, descending: true },
  by('coordinate'),
  { expression: sql.ref('client_name'), valueOf: ({ clientName }) => clientName },
  { expression: sql.ref('operation_name'), valueOf: ({ operationName }) => operationName },
];
