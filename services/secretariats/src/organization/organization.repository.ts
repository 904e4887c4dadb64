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
  search?: string | null;
}

const searched: SearchedColumns = { names: ['organization.name'] };

export function organizations(snapshot: Snapshot, { sector, search: words }: OrganizationFilter) {
  const rows = snapshot.rows(Organization);
  return search(sector == null ? rows : rows.where('sector', '=', sector), words, searched);
}

/** By similarity to the words, then by name. */
export const organizationOrder = (words?: string | null): OrderTerm<Found<Organization>>[] => [
  ...byRelevance(words, searched),
  byName(searched),
  by('id'),
];

export const organizationsById = (snapshot: Snapshot, ids: readonly string[]) =>
  snapshot.rows(Organization).where('id', 'in', ids).execute();
