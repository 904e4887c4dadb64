import { type CalendarDate, type Context, DateScalar } from '@cabildo/kit';
import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Authority } from '../authority/authority.js';
import { authorityById, commitmentById, evidenceOf, milestonesOf, organizationById } from '../loaders.js';
import { Organization } from '../organization/organization.js';
import { Municipality } from '../place/municipality.js';
import { ON_DAY } from '../vocabulary/on-day.js';
import { Commitment } from './commitment.js';
import { CommitmentPartner } from './commitment-partner.js';
import { Evidence } from './evidence.js';
import { Milestone } from './milestone.js';
import { MunicipalityCommitment } from './municipality-commitment.js';
import { isOverdue } from './overdue.js';

@Resolver(() => CommitmentPartner)
export class CommitmentPartnerResolver {
  @FieldResolver(() => Authority, {
    nullable: true,
    description: 'The authority; null if the partner is not a known one.',
  })
  authority(@Root('authorityId') id: string | null, @Ctx() { loads }: Context) {
    return id && loads.load(authorityById, id);
  }

  @FieldResolver(() => Organization, {
    nullable: true,
    description: 'The organization; null if the partner is not a known one.',
  })
  organization(@Root('organizationId') id: string | null, @Ctx() { loads }: Context) {
    return id && loads.load(organizationById, id);
  }
}

@Resolver(() => MunicipalityCommitment)
export class MunicipalityCommitmentResolver {
  @FieldResolver(() => Municipality, {
    nullable: true,
    description: 'The municipality; null if the catalogue lacks it.',
  })
  municipality(@Root('municipalityCode') code: string) {
    return { code };
  }

  @FieldResolver(() => Commitment, { description: 'The commitment.' })
  commitment(@Root('commitmentId') id: string, @Ctx() { loads }: Context) {
    return loads.load(commitmentById, id);
  }
}

@Resolver(() => Milestone)
export class MilestoneResolver {
  @FieldResolver(() => Commitment, { description: 'The commitment.' })
  commitment(@Root('commitmentId') id: string, @Ctx() { loads }: Context) {
    return loads.load(commitmentById, id);
  }

  @FieldResolver(() => Authority, {
    nullable: true,
    description: 'The authority responsible for the milestone; null if no source says.',
  })
  leadAuthority(@Root('leadAuthorityId') id: string | null, @Ctx() { loads }: Context) {
    return id && loads.load(authorityById, id);
  }

  @FieldResolver(() => Boolean, {
    nullable: true,
    description:
      'Whether its due date has passed and it is not complete. Null if that is unknown: the due date is unknown, or it has passed and there is no evaluation.',
  })
  async isOverdue(
    @Root() { endsOn, completion }: Milestone,
    @Ctx() { today }: Context,
    @Arg('on', () => DateScalar, { nullable: true, description: ON_DAY }) on?: CalendarDate,
  ) {
    return isOverdue({ endsOn, completion }, on ?? today);
  }

  @FieldResolver(() => [Evidence], { description: 'Evidence for this milestone, in order.' })
  async evidence(@Root() { commitmentId, number }: Milestone, @Ctx() { loads }: Context) {
    return (await loads.load(evidenceOf, commitmentId)).filter(({ milestoneNumber }) => milestoneNumber === number);
  }
}

@Resolver(() => Evidence)
export class EvidenceResolver {
  @FieldResolver(() => Commitment, { description: 'The commitment.' })
  commitment(@Root('commitmentId') id: string, @Ctx() { loads }: Context) {
    return loads.load(commitmentById, id);
  }

  @FieldResolver(() => Milestone, {
    nullable: true,
    description: 'The milestone; null if it supports the commitment as a whole.',
  })
  async milestone(@Root() { commitmentId, milestoneNumber }: Evidence, @Ctx() { loads }: Context) {
    if (milestoneNumber === null) return null;
    return (await loads.load(milestonesOf, commitmentId)).find(({ number }) => number === milestoneNumber) ?? null;
  }
}
