import { by, historyOf, manyEach, oneEach, type PageArgs, pageEach, type Rows, type Snapshot } from '@cabildo/kit';
import * as authorities from './authority/authority.repository.js';
import * as plans from './commitment/action-plan.repository.js';
import { Commitment } from './commitment/commitment.js';
import * as commitments from './commitment/commitment.repository.js';
import type { CommitmentsBelowArgs } from './commitment/commitment-args.js';
import * as fulfilment from './commitment/fulfilment.repository.js';
import * as summaries from './computed/exercise-summary.repository.js';
import * as exercises from './exercise/exercise.repository.js';
import * as organizations from './organization/organization.repository.js';
import * as secretariats from './secretariat/secretariat.repository.js';
import type { SecretariatsBelowArgs } from './secretariat/secretariat-args.js';
import * as sessions from './secretariat/session.repository.js';

export const authorityById = oneEach(authorities.authoritiesById, (authority) => authority.id);
export const successorsOf = manyEach(authorities.successors, (authority) => authority.predecessorId!);
export const authoritiesOf = manyEach(authorities.authoritiesOf, (authority) => authority.municipalityCode!);
export const authorityEventsOf = manyEach(authorities.authorityEvents, (event) => event.authorityId);
export const organizationById = oneEach(organizations.organizationsById, (organization) => organization.id);

export const exerciseById = oneEach(exercises.exercisesById, (exercise) => exercise.id);
export const exercisesOf = manyEach(exercises.exercisesOf, (exercise) => exercise.stateCode);
export const exercisesConvenedBy = pageEach({
  name: 'Authority.convenedExercises',
  parent: 'convener_id',
  rows: (snapshot, _args: PageArgs) => exercises.exercises(snapshot, {}),
  terms: [by('id')],
});
export const exerciseEventsOf = manyEach(exercises.exerciseEvents, (event) => event.exerciseId);
export const stageCountsOf = manyEach(summaries.stageCounts, (count) => count.exerciseId);
export const sessionCountOf = oneEach(summaries.sessionCounts, (count) => count.exerciseId);
export const completionCountsOf = manyEach(summaries.completionCounts, (count) => count.exerciseId);

export const secretariatById = oneEach(secretariats.secretariatsById, (secretariat) => secretariat.id);
export const secretariatsOf = manyEach(secretariats.secretariatsOf, (secretariat) => secretariat.municipalityCode!);
export const membersOf = manyEach(secretariats.members, (member) => member.secretariatId);
export const seatsOfAuthority = manyEach(secretariats.seatsOfAuthorities, (member) => member.authorityId!);
export const seatsOfOrganization = manyEach(secretariats.seatsOfOrganizations, (member) => member.organizationId!);

const secretariatsBelow = (name: string, parent: string) =>
  pageEach<secretariats.ListedSecretariat, SecretariatsBelowArgs>({
    name: ({ orderBy }) => `${name} ${orderBy}`,
    parent,
    rows: secretariats.secretariats,
    terms: (_snapshot, { orderBy }) => secretariats.secretariatOrders[orderBy],
  });

export const secretariatsOfState = secretariatsBelow('State.secretariats', 'state_code');
export const secretariatsOfExercise = secretariatsBelow('Exercise.secretariats', 'exercise_id');

export const sessionById = oneEach(sessions.sessionsById, (session) => session.id);
export const latestSessionOf = oneEach(sessions.latestSessions, (session) => session.secretariatId);
export const sessionsOf = pageEach({
  name: 'Secretariat.sessions',
  parent: 'secretariat_id',
  rows: (snapshot, args: PageArgs & sessions.SessionFilter) => sessions.sessions(snapshot, args),
  terms: sessions.newestSessionFirst,
});

export const actionPlanById = oneEach(plans.actionPlansById, (plan) => plan.id);
export const actionPlansOf = manyEach(plans.actionPlansOf, (plan) => plan.exerciseId!);
export const actionPlansOfCommitment = manyEach(plans.actionPlansOfCommitments, (plan) => plan.commitmentId);

export const commitmentById = oneEach(commitments.commitmentsById, (commitment) => commitment.id);
export const commitmentHistory = historyOf(Commitment);

const commitmentsBelow = (name: string, parent: string, rows: ConnectionRows) =>
  pageEach<commitments.ListedCommitment, CommitmentsBelowArgs>({
    name: ({ orderBy }) => `${name} ${orderBy}`,
    parent,
    rows,
    terms: (_snapshot, { orderBy, search }) => commitments.commitmentOrders[orderBy](search),
  });
type ConnectionRows = (snapshot: Snapshot, args: CommitmentsBelowArgs) => Rows<commitments.ListedCommitment>;

export const commitmentsOfPlan = commitmentsBelow(
  'ActionPlan.commitments',
  'commitment_plan.action_plan_id',
  (snapshot, args) => commitments.commitmentsThrough(snapshot, args, 'commitment_plan', 'action_plan_id'),
);
export const commitmentsPartneredByAuthority = commitmentsBelow(
  'Authority.partneredCommitments',
  'commitment_partner.authority_id',
  (snapshot, args) => commitments.commitmentsThrough(snapshot, args, 'commitment_partner', 'authority_id'),
);
export const commitmentsPartneredByOrganization = commitmentsBelow(
  'Organization.partneredCommitments',
  'commitment_partner.organization_id',
  (snapshot, args) => commitments.commitmentsThrough(snapshot, args, 'commitment_partner', 'organization_id'),
);
export const commitmentsLedBy = commitmentsBelow(
  'Authority.ledCommitments',
  'commitment.lead_authority_id',
  commitments.commitments,
);

export const partnersOf = manyEach(fulfilment.partners, (partner) => partner.commitmentId);
export const milestonesOf = manyEach(fulfilment.milestones, (milestone) => milestone.commitmentId);
export const evidenceOf = manyEach(fulfilment.evidence, (evidence) => evidence.commitmentId);

type LinkArgs = PageArgs & Parameters<typeof fulfilment.municipalityCommitments>[1];

export const municipalitiesOfCommitment = pageEach({
  name: 'Commitment.affectedMunicipalities',
  parent: 'commitment_id',
  rows: (snapshot, _args: PageArgs) => fulfilment.municipalityCommitments(snapshot, {}),
  terms: fulfilment.byMunicipality,
});
export const commitmentsOfMunicipality = pageEach({
  name: 'Municipality.commitments',
  parent: 'municipality_code',
  rows: (snapshot, args: LinkArgs) => fulfilment.municipalityCommitments(snapshot, args),
  terms: fulfilment.byCommitment,
});
export const commitmentCountOf = oneEach(fulfilment.commitmentCounts, (count) => count.municipalityCode);
