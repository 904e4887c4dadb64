import { type CalendarDate, type Context, DateScalar } from '@cabildo/kit';
import { Arg, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Authority } from '../authority/authority.js';
import { authorityById, commitmentById, evidenceOf, organizationById } from '../loaders.js';
import { Organization } from '../organization/organization.js';
import { Municipality } from '../place/municipality.js';
import type { Completion } from '../vocabulary/assessment.js';
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
    description: 'The authority that it is; null where it is none that is known here.',
  })
  authority(@Root('authorityId') id: string | null, @Ctx() { loads }: Context) {
    return id && loads.load(authorityById, id);
  }

  @FieldResolver(() => Organization, {
    nullable: true,
    description: 'The organization that it is; null where it is none that is known here.',
  })
  organization(@Root('organizationId') id: string | null, @Ctx() { loads }: Context) {
    return id && loads.load(organizationById, id);
  }
}

@Resolver(() => MunicipalityCommitment)
export class MunicipalityCommitmentResolver {
  @FieldResolver(() => Municipality, {
    nullable: true,
    description: 'The municipality that is touched; null where the catalogue lacks it.',
  })
  municipality(@Root('municipalityCode') code: string) {
    return { code };
  }

  @FieldResolver(() => Commitment, { description: 'The commitment that touches it.' })
  commitment(@Root('commitmentId') id: string, @Ctx() { loads }: Context) {
    return loads.load(commitmentById, id);
  }
}

@Resolver(() => Milestone)
export class MilestoneResolver {
  @FieldResolver(() => Boolean, {
    nullable: true,
    description:
      'Whether its end has passed and it is not complete; null, for not known, where the end is not known, or has passed and no evaluation tells of completion.',
  })
  async isOverdue(
    @Root('end') end: string | null,
    @Root('completion') completion: Completion | null,
    @Ctx() { today }: Context,
    @Arg('on', () => DateScalar, {
      nullable: true,
      description: 'The day; where left out today (UTC), or the day that the request asks as of.',
    })
    on?: CalendarDate,
  ) {
    return isOverdue({ end, completion }, on ?? today);
  }

  @FieldResolver(() => [Evidence], { description: 'The evidence for this milestone.' })
  async evidence(@Root('commitmentId') id: string, @Root('number') number: number, @Ctx() { loads }: Context) {
    return (await loads.load(evidenceOf, id)).filter(({ milestoneNumber }) => milestoneNumber === number);
  }
}
