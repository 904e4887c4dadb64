import type { OrderTerm, Rows, Snapshot } from '@cabildo/kit';
import { sql } from 'kysely';
import { type CommitmentFilter, commitments } from './commitment.repository.js';
import { CommitmentPartner } from './commitment-partner.js';
import { Evidence } from './evidence.js';
import { Milestone } from './milestone.js';
import { MunicipalityCommitment } from './municipality-commitment.js';

type Keys = readonly string[];

export const partners = (snapshot: Snapshot, commitmentIds: Keys) =>
  snapshot.rows(CommitmentPartner).where('commitment_id', 'in', commitmentIds).orderBy('position').execute();

export const milestones = (snapshot: Snapshot, commitmentIds: Keys) =>
  snapshot.rows(Milestone).where('commitment_id', 'in', commitmentIds).orderBy('number').execute();

export const evidence = (snapshot: Snapshot, commitmentIds: Keys) =>
  snapshot.rows(Evidence).where('commitment_id', 'in', commitmentIds).orderBy('position').execute();

/** Links from commitments that a filter selects to municipalities. */
export function municipalityCommitments(snapshot: Snapshot, filter: Pick<CommitmentFilter, 'pillar' | 'completion'>) {
  const rows = snapshot.rows(MunicipalityCommitment);
  if (filter.pillar == null && filter.completion == null) return rows;
  const fitting = commitments(snapshot, filter).clearSelect().select('commitment.id');
  return rows.where('commitment_id', 'in', fitting) as Rows<MunicipalityCommitment>;
}

export const byMunicipality: OrderTerm<MunicipalityCommitment>[] = [
  { expression: sql.ref('municipality_code'), valueOf: (row) => row.municipalityCode },
];

export const byCommitment: OrderTerm<MunicipalityCommitment>[] = [
  { expression: sql.ref('commitment_id'), valueOf: (row) => row.commitmentId },
];

export const commitmentCounts = (snapshot: Snapshot, municipalities: Keys) =>
  snapshot
    .rows(MunicipalityCommitment)
    .clearSelect()
    .select(['municipality_code as municipalityCode', sql`count(*)::int`.as('count')])
    .where('municipality_code', 'in', municipalities)
    .groupBy('municipality_code')
    .$castTo<{ municipalityCode: string; count: number }>()
    .execute();
