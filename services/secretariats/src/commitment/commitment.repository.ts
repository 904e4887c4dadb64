import {
  byName,
  byRelevance,
  type Found,
  type OrderTerm,
  type Rows,
  type SearchedColumns,
  type Snapshot,
  search,
} from '@cabildo/kit';
import { sql } from 'kysely';
import { authorities } from '../authority/authority.repository.js';
import type { Completion, Novelty } from '../vocabulary/assessment.js';
import type { CommitmentOrder } from '../vocabulary/commitment-order.js';
import type { OgpValue } from '../vocabulary/ogp-value.js';
import type { Pillar } from '../vocabulary/pillar.js';
import { CommitmentPlan } from './action-plan.js';
import { actionPlans } from './action-plan.repository.js';
import { Commitment } from './commitment.js';
import { Evidence } from './evidence.js';
import { MunicipalityCommitment } from './municipality-commitment.js';

type Keys = readonly string[];

export interface CommitmentFilter {
  pillar?: Pillar | null;
  ogpValue?: OgpValue | null;
  completion?: Completion | null;
  novelty?: Novelty | null;
  policyArea?: string | null;
  leadAuthorityId?: string | null;
  municipality?: string | null;
  state?: string | null;
  ogpMember?: string | null;
  actionPlanId?: string | null;
  isOverdue?: boolean | null;
  /** The day of `isOverdue`. */
  overdueOn?: string | null;
  hasEvidence?: boolean | null;
  search?: string | null;
}

/** A commitment in a list, with the dates that lists are ordered by. */
export type ListedCommitment = Found<Commitment> & Record<'begins' | 'beginsOrLast' | 'ends' | 'endsOrLast', string>;

const searched: SearchedColumns = {
  names: ['commitment.title'],
  texts: ['problem', 'action', 'contribution', 'lead_wording', 'note'].map((column) => `commitment.${column}`),
};
const begins = (otherwise: string) => sql<string>`coalesce(partial_date_first(commitment.start)::text, ${otherwise})`;
const ends = (otherwise: string) => sql<string>`coalesce(partial_date_last(commitment."end")::text, ${otherwise})`;

export function commitments(snapshot: Snapshot, filter: CommitmentFilter): Rows<ListedCommitment> {
  let rows = among(snapshot, ofContent(snapshot.rows(Commitment), filter), filter);
  if (filter.isOverdue != null) rows = rows.where(isOverdue(filter.overdueOn!, filter.isOverdue));
  return search(rows, filter.search, searched).select([
    begins('').as('begins'),
    begins('9999').as('beginsOrLast'),
    ends('').as('ends'),
    ends('9999').as('endsOrLast'),
  ]);
}

const isOverdue = (day: string, overdue: boolean) =>
  sql<boolean>`overdue(commitment."end", commitment.dates_inconsistent, commitment.completion, ${day}::date) = ${overdue}`;

function ofContent(rows: Rows<Commitment>, filter: CommitmentFilter) {
  const { pillar, ogpValue, policyArea, completion, novelty, ogpMember } = filter;
  const holds = (column: string, value: string) => sql<boolean>`${sql.ref(column)} @> array[${value}]`;
  if (pillar != null) rows = rows.where(holds('commitment.pillars', pillar));
  if (ogpValue != null) rows = rows.where(holds('commitment.ogp_values', ogpValue));
  if (policyArea != null) rows = rows.where(holds('commitment.policy_areas', policyArea));
  if (completion != null) rows = rows.where('completion', '=', completion);
  if (novelty != null) rows = rows.where('novelty', '=', novelty);
  if (ogpMember != null) rows = rows.where('ogp_member', '=', ogpMember);
  return rows;
}

function among(snapshot: Snapshot, rows: Rows<Commitment>, filter: CommitmentFilter) {
  const { leadAuthorityId, municipality, state, actionPlanId, hasEvidence } = filter;
  if (leadAuthorityId != null) rows = rows.where('lead_authority_id', '=', leadAuthorityId);
  if (municipality != null)
    rows = rows.where('commitment.id', 'in', touching(snapshot).where('municipality_code', '=', municipality));
  if (actionPlanId != null)
    rows = rows.where('commitment.id', 'in', planned(snapshot).where('action_plan_id', '=', actionPlanId));
  if (state != null) rows = rows.where(ofState(snapshot, state));
  if (hasEvidence != null) rows = rows.where('commitment.id', hasEvidence ? 'in' : 'not in', supported(snapshot));
  return rows;
}

const touching = (snapshot: Snapshot) =>
  snapshot.rows(MunicipalityCommitment).clearSelect().select('commitment_municipality.commitment_id');

const supported = (snapshot: Snapshot) => snapshot.rows(Evidence).clearSelect().select('evidence.commitment_id');

const planned = (snapshot: Snapshot) =>
  snapshot.rows(CommitmentPlan).clearSelect().select('commitment_plan.commitment_id');

function ofState(snapshot: Snapshot, state: string) {
  const plans = actionPlans(snapshot, { state }).clearSelect().select('action_plan.id');
  const leads = authorities(snapshot, { state }).clearSelect().select('authority.id');
  return sql<boolean>`(commitment.lead_authority_id in ${leads}
    or commitment.id in ${planned(snapshot).where('action_plan_id', 'in', plans)}
    or commitment.id in ${touching(snapshot).where(sql<boolean>`left(municipality_code, 2) = ${state}`)})`;
}

type Term = OrderTerm<ListedCommitment>;
const byId: Term = { expression: sql.ref('commitment.id'), valueOf: ({ id }) => id };

/** Newest first; unknown start dates last. */
export const newestCommitmentFirst: Term[] = [
  { expression: begins(''), valueOf: (row) => row.begins, descending: true },
  byId,
];

/** The terms of each order. Unknown dates sort last. */
export const commitmentOrders = {
  RELEVANCE: (words) => [...byRelevance(words, searched), ...newestCommitmentFirst],
  TITLE: () => [byName(searched), byId],
  START_DESC: () => newestCommitmentFirst,
  START_ASC: () => [{ expression: begins('9999'), valueOf: (row) => row.beginsOrLast }, byId],
  END_DESC: () => [{ expression: ends(''), valueOf: (row) => row.ends, descending: true }, byId],
  END_ASC: () => [{ expression: ends('9999'), valueOf: (row) => row.endsOrLast }, byId],
} satisfies Record<CommitmentOrder, (words?: string | null) => Term[]>;

export const commitmentsById = (snapshot: Snapshot, ids: Keys) =>
  snapshot.rows(Commitment).where('id', 'in', ids).execute();

/** Commitments with the parents that a table links them to, in the column `<link>.<column>`. */
export function commitmentsThrough(
  snapshot: Snapshot,
  filter: CommitmentFilter,
  link: 'commitment_plan' | 'commitment_partner',
  column: string,
): Rows<ListedCommitment> {
  const linked = snapshot
    .only(snapshot.db.selectFrom(link) as unknown as Rows<object>, link)
    .select(['commitment_id', column])
    .distinct()
    .as(link);
  const joined = commitments(snapshot, filter).innerJoin(linked, `${link}.commitment_id`, 'commitment.id');
  return joined as unknown as Rows<ListedCommitment>;
}
