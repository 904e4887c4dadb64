import { dataset, municipalitiesOfMexico } from '@cabildo/kit';
import { Authority } from './authority/authority.js';
import { AuthorityEvent } from './authority/authority-event.js';
import { ActionPlan, CommitmentPlan } from './commitment/action-plan.js';
import { Commitment } from './commitment/commitment.js';
import { CommitmentPartner } from './commitment/commitment-partner.js';
import { Evidence } from './commitment/evidence.js';
import { Milestone } from './commitment/milestone.js';
import { MunicipalityCommitment } from './commitment/municipality-commitment.js';
import { Exercise, ExerciseEvent } from './exercise/exercise.js';
import { Organization } from './organization/organization.js';
import {
  DATES_OUT_OF_ORDER_UNSAID,
  DATES_SAID_INCONSISTENT,
  datesInOrder,
  MUNICIPALITY_OF_ANOTHER_STATE,
  PLACE_UNLIKE_LEVEL,
  SUCCEEDS_ITSELF,
} from './rules.js';
import { Secretariat } from './secretariat/secretariat.js';
import { SecretariatMember } from './secretariat/secretariat-member.js';
import { Session } from './secretariat/session.js';

const places = { municipalityCode: municipalitiesOfMexico };
const toAuthority = (column: string) => ({ column, entity: Authority, key: 'id' });
const toExercise = { column: 'exerciseId', entity: Exercise, key: 'id' };
const toSecretariat = { column: 'secretariatId', entity: Secretariat, key: 'id' };
const toOrganization = { column: 'organizationId', entity: Organization, key: 'id' };
const toPlan = { column: 'actionPlanId', entity: ActionPlan, key: 'id' };
const toCommitment = { column: 'commitmentId', entity: Commitment, key: 'id' };
const toMilestone = {
  column: ['commitmentId', 'milestoneNumber'],
  entity: Milestone,
  key: ['commitmentId', 'number'],
};

export const datasets = [
  dataset({
    name: 'authority',
    entity: Authority,
    places,
    references: [toAuthority('predecessorId')],
    rules: [PLACE_UNLIKE_LEVEL, MUNICIPALITY_OF_ANOTHER_STATE, SUCCEEDS_ITSELF, datesInOrder('validFrom', 'validTo')],
  }),
  dataset({ name: 'authority_event', entity: AuthorityEvent, references: [toAuthority('authorityId')] }),
  dataset({ name: 'organization', entity: Organization }),
  dataset({ name: 'exercise', entity: Exercise, references: [toAuthority('convenerId')] }),
  dataset({ name: 'exercise_event', entity: ExerciseEvent, references: [toExercise] }),
  dataset({
    name: 'secretariat',
    entity: Secretariat,
    places,
    references: [toExercise],
    rules: [PLACE_UNLIKE_LEVEL, MUNICIPALITY_OF_ANOTHER_STATE],
  }),
  dataset({
    name: 'secretariat_member',
    entity: SecretariatMember,
    references: [toSecretariat, toAuthority('authorityId'), toOrganization],
    rules: [datesInOrder('validFrom', 'validTo')],
  }),
  dataset({ name: 'session', entity: Session, references: [toSecretariat] }),
  dataset({
    name: 'action_plan',
    entity: ActionPlan,
    references: [toExercise],
    rules: [datesInOrder('startsOn', 'endsOn', ['start', 'end'])],
  }),
  dataset({
    name: 'commitment',
    entity: Commitment,
    references: [toAuthority('leadAuthorityId')],
    rules: [DATES_OUT_OF_ORDER_UNSAID, DATES_SAID_INCONSISTENT],
  }),
  dataset({ name: 'commitment_plan', entity: CommitmentPlan, references: [toCommitment, toPlan] }),
  dataset({ name: 'commitment_municipality', entity: MunicipalityCommitment, places, references: [toCommitment] }),
  dataset({
    name: 'commitment_partner',
    entity: CommitmentPartner,
    references: [toCommitment, toAuthority('authorityId'), toOrganization],
  }),
  dataset({
    name: 'milestone',
    entity: Milestone,
    references: [toCommitment, toAuthority('leadAuthorityId')],
    rules: [datesInOrder('startsOn', 'endsOn', ['start', 'end'])],
  }),
  dataset({ name: 'evidence', entity: Evidence, references: [toCommitment, toMilestone] }),
];
