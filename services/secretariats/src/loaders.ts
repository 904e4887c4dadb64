import { historyOf, manyEach, oneEach, type PageArgs, pageEach } from '@cabildo/kit';
import * as authorities from './authority/authority.repository.js';
import * as plans from './commitment/action-plan.repository.js';
import { Commitment } from './commitment/commitment.js';
import * as commitments from './commitment/commitment.repository.js';
import * as fulfilment from './commitment/fulfilment.repository.js';
import * as summaries from './computed/exercise-summary.repository.js';
import * as exercises from './exercise/exercise.repository.js';
import * as organizations from './organization/organization.repository.js';
import * as secretariats from './secretariat/secretariat.repository.js';
import * as sessions from './secretariat/session.repository.js';

export const authorityById = oneEach(authorities.authoritiesById, (authority) => authority.id);
export const successorsOf = manyEach(authorities.successors, (authority) => authority.predecessorId!);
export const authoritiesOf = manyEach(authorities.authoritiesOf, (authority) => authority.municipalityCode!);
export const authorityEventsOf = manyEach(authorities.authorityEvents, (event) => event.authorityId);
export const organizationById = oneEach(organizations.organizationsById, (organization) => organization.id);

export const exerciseById = oneEach(exercises.exercisesById, (exercise) => exercise.id);
export const exercisesOf = manyEach(exercises.exercisesOf, (exercise) => exercise.stateCode);
export const exercisesConvenedBy = manyEach(exercises.exercisesConvenedBy, (exercise) => exercise.convenerId!);
export const exerciseEventsOf = manyEach(exercises.exerciseEvents, (event) => event.exerciseId);
export const stageCountsOf = manyEach(summaries.stageCounts, (count) => count.exerciseId);
export const sessionCountOf = oneEach(summaries.sessionCounts, (count) => count.exerciseId);
export const completionCountsOf = manyEach(summaries.completionCounts, (count) => count.exerciseId);

export const secretariatById = oneEach(secretariats.secretariatsById, (secretariat) => secretariat.id);
export const secretariatsOf = manyEach(secretariats.secretariatsOf, (secretariat) => secretariat.municipalityCode!);
export const membersOf = manyEach(secretariats.members, (member) => member.secretariatId);
export const seatsOfAuthority = manyEach(secretariats.seatsOfAuthorities, (member) => member.authorityId!);
export const seatsOfOrganization = manyEach(secretariats.seatsOfOrganizations, (member) => member.organizationId!);

export const secretariatsOfState = pageEach({
  name: 'State.secretariats',
  parent: 'state_code',
  rows: (snapshot, filter: PageArgs & secretariats.SecretariatFilter) => secretariats.secretariats(snapshot, filter),
  terms: secretariats.secretariatOrders.ID,
});

export const secretariatsOfExercise = pageEach({
  name: 'Exercise.secretariats',
  parent: 'exercise_id',
  rows: (snapshot, filter: PageArgs & secretariats.SecretariatFilter) => secretariats.secretariats(snapshot, filter),
  terms: secretariats.secretariatOrders.ID,
});

export const sessionById = oneEach(sessions.sessionsById, (session) => session.id);
export const latestSessionOf = oneEach(sessions.latestSessions, (session) => session.secretariatId);
export const sessionsOf = pageEach({
  name: 'Secretariat.sessions',
  parent: 'secretariat_id',
  rows: (snapshot, filter: PageArgs & sessions.SessionFilter) => sessions.sessions(snapshot, filter),
  terms: sessions.newestSessionFirst,
});

export const actionPlanById = oneEach(plans.actionPlansById, (plan) => plan.id);
export const actionPlansOf = manyEach(plans.actionPlansOf, (plan) => plan.exerciseId!);
export const actionPlansHolding = manyEach(plans.actionPlansHolding, (plan) => plan.commitmentId);

export const commitmentById = oneEach(commitments.commitmentsById, (commitment) => commitment.id);
export const commitmentHistory = historyOf(Commitment);
export const commitmentsOfPlan = manyEach(commitments.commitmentsOfPlans, (commitment) => commitment.through);
export const commitmentsWithAuthority = manyEach(
  commitments.commitmentsWithAuthorities,
  (commitment) => commitment.through,
);
export const commitmentsWithOrganization = manyEach(
  commitments.commitmentsWithOrganizations,
  (commitment) => commitment.through,
);
export const commitmentsLedBy = pageEach({
  name: 'Authority.leads',
  parent: 'commitment.lead_authority_id',
  rows: (snapshot, filter: PageArgs & commitments.CommitmentFilter) => commitments.commitments(snapshot, filter),
  terms: commitments.newestCommitmentFirst,
});

export const partnersOf = manyEach(fulfilment.partners, (partner) => partner.commitmentId);
export const milestonesOf = manyEach(fulfilment.milestones, (milestone) => milestone.commitmentId);
export const evidenceOf = manyEach(fulfilment.evidence, (evidence) => evidence.commitmentId);

type TouchArgs = PageArgs & Parameters<typeof fulfilment.municipalityCommitments>[1];

export const municipalitiesOfCommitment = pageEach({
  name: 'Commitment.municipalities',
  parent: 'commitment_id',
  rows: (snapshot, _args: PageArgs) => fulfilment.municipalityCommitments(snapshot, {}),
  terms: fulfilment.byMunicipality,
});
export const commitmentsOfMunicipality = pageEach({
  name: 'Municipality.commitments',
  parent: 'municipality_code',
  rows: (snapshot, filter: TouchArgs) => fulfilment.municipalityCommitments(snapshot, filter),
  terms: fulfilment.byCommitment,
});
export const commitmentCountOf = oneEach(fulfilment.commitmentCounts, (count) => count.municipalityCode);
