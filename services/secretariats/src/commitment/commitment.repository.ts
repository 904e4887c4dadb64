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
import type { OgpValue } from '../vocabulary/ogp-value.js';
import type { Pillar } from '../vocabulary/pillar.js';
import { CommitmentPlan } from './action-plan.js';
import { actionPlans } from './action-plan.repository.js';
import { Commitment } from './commitment.js';
import { MunicipalityCommitment } from './municipality-commitment.js';

type Keys = readonly string[];

export interface CommitmentFilter {
  pillar?: Pillar | null;
  ogpValue?: OgpValue | null;
  completion?: Completion | null;
  novelty?: Novelty | null;
  policyArea?: string | null;
  leadAuthority?: string | null;
  municipality?: string | null;
  state?: string | null;
  ogpMember?: string | null;
  plan?: string | null;
  overdue?: boolean | null;
  /** The day on which it is asked whether a commitment is overdue. */
  overdueOn?: string | null;
  text?: string | null;
}

/** A commitment in a list, with what lists are ordered by. */
export type ListedCommitment = Found<Commitment> & Record<'begins' | 'beginsOrLast' | 'ends' | 'endsOrLast', string>;

const searched: SearchedColumns = {
  names: ['commitment.title'],
  texts: ['problem', 'action', 'contribution', 'lead_wording', 'note'].map((column) => `commitment.${column}`),
};
const begins = (otherwise: string) => sql<string>`coalesce(partial_date_first(commitment.start)::text, ${otherwise})`;
const ends = (otherwise: string) => sql<string>`coalesce(partial_date_last(commitment."end")::text, ${otherwise})`;

export function commitments(snapshot: Snapshot, filter: CommitmentFilter): Rows<ListedCommitment> {
  let rows = among(snapshot, ofContent(snapshot.rows(Commitment), filter), filter);
  if (filter.overdue != null) rows = rows.where(isOverdue(filter.overdueOn!, filter.overdue) as never);
  return search(rows, filter.text, searched).select([
    begins('').as('begins'),
    begins('9999').as('beginsOrLast'),
    ends('').as('ends'),
    ends('9999').as('endsOrLast'),
  ] as never) as never;
}

const isOverdue = (day: string, overdue: boolean) =>
  sql<boolean>`overdue(commitment."end", commitment.dates_inconsistent, commitment.completion, ${day}::date) = ${overdue}`;

function ofContent(rows: Rows<Commitment>, filter: CommitmentFilter) {
  const { pillar, ogpValue, policyArea, completion, novelty, ogpMember } = filter;
  const holds = (column: string, value: string) => sql<boolean>`${sql.ref(column)} @> array[${value}]` as never;
  if (pillar != null) rows = rows.where(holds('commitment.pillars', pillar));
  if (ogpValue != null) rows = rows.where(holds('commitment.ogp_values', ogpValue));
  if (policyArea != null) rows = rows.where(holds('commitment.policy_areas', policyArea));
  if (completion != null) rows = rows.where('completion', '=', completion);
  if (novelty != null) rows = rows.where('novelty', '=', novelty);
  if (ogpMember != null) rows = rows.where('ogp_member', '=', ogpMember);
  return rows;
}

function among(snapshot: Snapshot, rows: Rows<Commitment>, filter: CommitmentFilter) {
  const { leadAuthority, municipality, state, plan } = filter;
  if (leadAuthority != null) rows = rows.where('lead_authority_id', '=', leadAuthority);
  if (municipality != null)
    rows = rows.where('commitment.id', 'in', touching(snapshot).where('municipality_code', '=', municipality) as never);
  if (plan != null)
    rows = rows.where('commitment.id', 'in', planned(snapshot).where('action_plan_id', '=', plan) as never);
  if (state != null) rows = rows.where(ofState(snapshot, state) as never);
  return rows;
}

const touching = (snapshot: Snapshot) =>
  snapshot.rows(MunicipalityCommitment).clearSelect().select('commitment_municipality.commitment_id');

const planned = (snapshot: Snapshot) =>
  snapshot.rows(CommitmentPlan).clearSelect().select('commitment_plan.commitment_id');

function ofState(snapshot: Snapshot, state: string) {
  const plans = actionPlans(snapshot, { state }).clearSelect().select('action_plan.id');
  const leads = authorities(snapshot, { state }).clearSelect().select('authority.id');
  return sql<boolean>`(commitment.lead_authority_id in ${leads}
    or commitment.id in ${planned(snapshot).where('action_plan_id', 'in', plans as never)}
    or commitment.id in ${touching(snapshot).where(sql<boolean>`left(municipality_code, 2) = ${state}` as never)})`;
}

type Term = OrderTerm<ListedCommitment>;
const byId: Term = { expression: sql.ref('commitment.id'), valueOf: ({ id }) => id };

/** Those of unknown start come last. */
export const newestCommitmentFirst: Term[] = [
  { expression: begins(''), valueOf: (row) => row.begins, descending: true },
  byId,
];

/** The ways to order a list; `text` is what was searched for. Those of unknown date come last in each. */
export const commitmentOrders = {
  RELEVANCE: (text) => [...byRelevance(text, searched), ...newestCommitmentFirst],
  TITLE: () => [byName(searched), byId],
  START_DESC: () => newestCommitmentFirst,
  START_ASC: () => [{ expression: begins('9999'), valueOf: (row) => row.beginsOrLast }, byId],
  END_DESC: () => [{ expression: ends(''), valueOf: (row) => row.ends, descending: true }, byId],
  END_ASC: () => [{ expression: ends('9999'), valueOf: (row) => row.endsOrLast }, byId],
} satisfies Record<string, (text?: string | null) => Term[]>;

export const commitmentsById = (snapshot: Snapshot, ids: Keys) =>
  snapshot.rows(Commitment).where('id', 'in', ids).execute();

/** The commitments that each plan holds: `through` says which plan. */
export const commitmentsOfPlans = (snapshot: Snapshot, planIds: Keys) =>
  commitmentsThrough(snapshot, 'commitment_plan', 'action_plan_id', planIds);

/** The commitments that each authority is a partner in: `through` says which authority. */
export const commitmentsWithAuthorities = (snapshot: Snapshot, ids: Keys) =>
  commitmentsThrough(snapshot, 'commitment_partner', 'authority_id', ids);

/** The commitments that each organization is a partner in: `through` says which organization. */
export const commitmentsWithOrganizations = (snapshot: Snapshot, ids: Keys) =>
  commitmentsThrough(snapshot, 'commitment_partner', 'organization_id', ids);

const commitmentsThrough = (snapshot: Snapshot, link: string, column: string, keys: Keys) =>
  snapshot
    .only(
      snapshot.rows(Commitment).innerJoin(link, `${link}.commitment_id`, 'commitment.id') as never as Rows<Commitment>,
      link,
    )
    .select(`${link}.${column} as through` as never)
    .where(`${link}.${column}`, 'in', keys)
    .orderBy('commitment.id')
    .$castTo<Commitment & { through: string }>()
    .execute();
