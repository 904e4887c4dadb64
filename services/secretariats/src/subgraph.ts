import { type Batch, type Context, defineSubgraph } from '@cabildo/kit';
import { ActionPlan, CommitmentPlan } from './action-plan.js';
import { ActionPlanResolver } from './action-plan.resolver.js';
import { Authority } from './authority.js';
import { AuthorityResolver } from './authority.resolver.js';
import { AuthorityEvent } from './authority-event.js';
import { Commitment } from './commitment.js';
import { CommitmentResolver } from './commitment.resolver.js';
import { CommitmentPartner } from './commitment-partner.js';
import {
  CommitmentPartnerResolver,
  MilestoneResolver,
  MunicipalityCommitmentResolver,
} from './computed/fulfilment.resolver.js';
import { datasets } from './datasets.js';
import { Evidence } from './evidence.js';
import { Exercise, ExerciseEvent } from './exercise.js';
import { ExerciseResolver } from './exercise.resolver.js';
import {
  actionPlanById,
  authorityById,
  commitmentById,
  exerciseById,
  organizationById,
  secretariatById,
  sessionById,
} from './loaders.js';
import { Secretariats0001Tables } from './migrations/0001-tables.js';
import { Milestone } from './milestone.js';
import { MunicipalityResolver } from './municipality.resolver.js';
import { MunicipalityCommitment } from './municipality-commitment.js';
import { Organization } from './organization.js';
import { OrganizationResolver } from './organization.resolver.js';
import { Secretariat } from './secretariat.js';
import { SecretariatResolver } from './secretariat.resolver.js';
import { SecretariatMember } from './secretariat-member.js';
import { SecretariatMemberResolver } from './secretariat-member.resolver.js';
import { Session } from './session.js';
import { SessionResolver } from './session.resolver.js';
import { StateResolver } from './state.resolver.js';

const byId =
  <Row>(batch: Batch<string, Row | null>) =>
  ({ id }: { id: string }, { loads }: Context) =>
    loads.load(batch, id);
const byCode = ({ code }: { code: string }) => ({ code });

/** The subgraph that owns authorities, exercises, technical secretariats, action plans and commitments. */
export const secretariats = defineSubgraph({
  name: 'secretariats',
  entities: [
    Authority,
    AuthorityEvent,
    Exercise,
    ExerciseEvent,
    Organization,
    Secretariat,
    SecretariatMember,
    Session,
    ActionPlan,
    Commitment,
    CommitmentPlan,
    CommitmentPartner,
    MunicipalityCommitment,
    Milestone,
    Evidence,
  ],
  resolvers: [
    AuthorityResolver,
    OrganizationResolver,
    ExerciseResolver,
    SecretariatResolver,
    SecretariatMemberResolver,
    SessionResolver,
    ActionPlanResolver,
    CommitmentResolver,
    CommitmentPartnerResolver,
    MunicipalityCommitmentResolver,
    MilestoneResolver,
    MunicipalityResolver,
    StateResolver,
  ],
  references: {
    Authority: byId(authorityById),
    Organization: byId(organizationById),
    Exercise: byId(exerciseById),
    Secretariat: byId(secretariatById),
    Session: byId(sessionById),
    ActionPlan: byId(actionPlanById),
    Commitment: byId(commitmentById),
    Municipality: byCode,
    State: byCode,
  },
  datasets,
  migrations: [Secretariats0001Tables],
});
