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
import type { Sector } from '../vocabulary/sector.js';
import { Organization } from './organization.js';

export interface OrganizationFilter {
  sector?: Sector | null;
  name?: string | null;
}

const searched: SearchedColumns = { names: ['organization.name'] };

export function organizations(snapshot: Snapshot, { sector, name }: OrganizationFilter) {
  const rows = snapshot.rows(Organization);
  return search(sector == null ? rows : rows.where('sector', '=', sector), name, searched);
}

/** Those most like the name first, then by name. */
export const organizationOrder = (name?: string | null): OrderTerm<Found<Organization>>[] => [
  ...byRelevance(name, searched),
  byName(searched),
  by('id'),
];

export const organizationsById = (snapshot: Snapshot, ids: readonly string[]) =>
  snapshot.rows(Organization).where('id', 'in', ids).execute();
