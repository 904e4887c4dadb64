import { type Context, PageArgs, page } from '@cabildo/kit';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql';
import { CommitmentConnection } from '../commitment/commitment.js';
import { CommitmentsBelowArgs } from '../commitment/commitment-args.js';
import { activeSeats } from '../computed/seat-activity.js';
import { commitmentsPartneredByOrganization, organizationById, seatsOfOrganization } from '../loaders.js';
import { SecretariatMember } from '../secretariat/secretariat-member.js';
import { ActivityArgs } from '../vocabulary/activity-args.js';
import { Sector } from '../vocabulary/sector.js';
import { Organization, OrganizationConnection } from './organization.js';
import { type OrganizationFilter, organizationOrder, organizations } from './organization.repository.js';

@ArgsType()
class OrganizationsArgs extends PageArgs implements OrganizationFilter {
  @Field(() => Sector, { nullable: true, description: 'Only organizations of this sector.' })
  sector?: Sector;

  @Field(() => String, {
    nullable: true,
    description: 'Only organizations whose name is similar. Tolerates missing accents and typing errors.',
  })
  search?: string;
}

@Resolver(() => Organization)
export class OrganizationResolver {
  @Query(() => Organization, { nullable: true, description: 'The organization with this id; null if there is none.' })
  organization(@Ctx() { loads }: Context, @Arg('id', () => ID, { description: 'Identifier.' }) id: string) {
    return loads.load(organizationById, id);
  }

  @Query(() => OrganizationConnection, {
    nullable: true,
    description: 'Organizations, by similarity to `search`, then by name.',
  })
  organizations(@Ctx() { snapshot }: Context, @Args(() => OrganizationsArgs) args: OrganizationsArgs) {
    return page(organizations(snapshot, args), 'organizations', organizationOrder(args.search), args);
  }

  @FieldResolver(() => [SecretariatMember], { description: 'Its current and former seats in technical secretariats.' })
  async memberships(@Root('id') id: string, @Ctx() { loads }: Context, @Args(() => ActivityArgs) args: ActivityArgs) {
    return activeSeats(loads, await loads.load(seatsOfOrganization, id), args);
  }

  @FieldResolver(() => CommitmentConnection, { description: 'Commitments in which it is a partner.' })
  partneredCommitments(
    @Root('id') id: string,
    @Ctx() { loads }: Context,
    @Args(() => CommitmentsBelowArgs) args: CommitmentsBelowArgs,
  ) {
    return loads.load(commitmentsPartneredByOrganization, id, args);
  }
}
