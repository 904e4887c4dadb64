import { type Batch, type Context, defineSubgraph } from '@cabildo/kit';
import { Authority } from './authority/authority.js';
import { AuthorityResolver } from './authority/authority.resolver.js';
import { AuthorityEvent } from './authority/authority-event.js';
import { ActionPlan, CommitmentPlan } from './commitment/action-plan.js';
import { ActionPlanResolver } from './commitment/action-plan.resolver.js';
import { Commitment, CommitmentVersion } from './commitment/commitment.js';
import { CommitmentResolver } from './commitment/commitment.resolver.js';
import { CommitmentPartner } from './commitment/commitment-partner.js';
import { Evidence } from './commitment/evidence.js';
import {
  CommitmentPartnerResolver,
  EvidenceResolver,
  MilestoneResolver,
  MunicipalityCommitmentResolver,
} from './commitment/fulfilment.resolver.js';
import { Milestone } from './commitment/milestone.js';
import { MunicipalityCommitment } from './commitment/municipality-commitment.js';
import { datasets } from './datasets.js';
import { Exercise, ExerciseEvent } from './exercise/exercise.js';
import { ExerciseResolver } from './exercise/exercise.resolver.js';
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
import { Secretariats0002StatusAndActivity } from './migrations/0002-status-and-activity.js';
import { Organization } from './organization/organization.js';
import { OrganizationResolver } from './organization/organization.resolver.js';
import { MunicipalityResolver } from './place/municipality.resolver.js';
import { StateResolver } from './place/state.resolver.js';
import { Secretariat } from './secretariat/secretariat.js';
import { SecretariatResolver } from './secretariat/secretariat.resolver.js';
import { SecretariatMember } from './secretariat/secretariat-member.js';
import { SecretariatMemberResolver } from './secretariat/secretariat-member.resolver.js';
import { Session } from './secretariat/session.js';
import { SessionResolver } from './secretariat/session.resolver.js';

const byId =
  <Row>(batch: Batch<string, Row | null>) =>
  ({ id }: { id: string }, { loads }: Context) =>
    loads.load(batch, id);
const byCode = ({ code }: { code: string }) => ({ code });

/** The subgraph of authorities, exercises, technical secretariats, action plans and commitments. */
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
  versions: [CommitmentVersion],
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
    EvidenceResolver,
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
  migrations: [Secretariats0001Tables, Secretariats0002StatusAndActivity],
});
