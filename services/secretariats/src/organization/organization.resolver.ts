import { type Context, notFound, PageArgs, page } from '@cabildo/kit';
import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, Query, Resolver, Root } from 'type-graphql';
import { Commitment } from '../commitment/commitment.js';
import { commitmentsWithOrganization, organizationById, seatsOfOrganization } from '../loaders.js';
import { SecretariatMember } from '../secretariat/secretariat-member.js';
import { Sector } from '../vocabulary/sector.js';
import { Organization, OrganizationConnection } from './organization.js';
import { type OrganizationFilter, organizationOrder, organizations } from './organization.repository.js';

@ArgsType()
class OrganizationsArgs extends PageArgs implements OrganizationFilter {
  @Field(() => Sector, { nullable: true, description: 'Only those of this sector.' })
  sector?: Sector;

  @Field(() => String, {
    nullable: true,
    description: 'Only those of this name, or part of it; missing accents and slips of the pen are forgiven.',
  })
  name?: string;
}

@Resolver(() => Organization)
export class OrganizationResolver {
  @Query(() => Organization, {
    nullable: true,
    description: 'The organization of an id; an error where there is none.',
  })
  async organization(
    @Ctx() { loads }: Context,
    @Arg('id', () => String, { description: 'Its identifier.' }) id: string,
  ) {
    const found = await loads.load(organizationById, id);
    if (!found) throw notFound('organization', id, 'organizations');
    return found;
  }

  @Query(() => OrganizationConnection, {
    nullable: true,
    description: 'Organizations, a page at a time, by name; those most like `name` first where one is given.',
  })
  organizations(@Ctx() { snapshot }: Context, @Args(() => OrganizationsArgs) args: OrganizationsArgs) {
    return page(organizations(snapshot, args), 'organizations', organizationOrder(args.name), args);
  }

  @FieldResolver(() => [SecretariatMember], {
    description: 'The seats that it holds or held in technical secretariats.',
  })
  memberships(@Root('id') id: string, @Ctx() { loads }: Context) {
    return loads.load(seatsOfOrganization, id);
  }

  @FieldResolver(() => [Commitment], { description: 'The commitments that it is a partner in.' })
  partnerIn(@Root('id') id: string, @Ctx() { loads }: Context) {
    return loads.load(commitmentsWithOrganization, id);
  }
}
