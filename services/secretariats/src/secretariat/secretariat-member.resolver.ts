import type { Context } from '@cabildo/kit';
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Authority } from '../authority/authority.js';
import { authorityById, organizationById, secretariatById } from '../loaders.js';
import { Organization } from '../organization/organization.js';
import { Secretariat } from './secretariat.js';
import { SecretariatMember } from './secretariat-member.js';

@Resolver(() => SecretariatMember)
export class SecretariatMemberResolver {
  @FieldResolver(() => Secretariat, { description: 'The secretariat that the seat is in.' })
  secretariat(@Root('secretariatId') id: string, @Ctx() { loads }: Context) {
    return loads.load(secretariatById, id);
  }

  @FieldResolver(() => Authority, {
    nullable: true,
    description: 'The authority that the seat is held for; null where it is none, or no source says.',
  })
  authority(@Root('authorityId') id: string | null, @Ctx() { loads }: Context) {
    return id && loads.load(authorityById, id);
  }

  @FieldResolver(() => Organization, {
    nullable: true,
    description: 'The organization that the seat is held for; null where it is none, or no source says.',
  })
  organization(@Root('organizationId') id: string | null, @Ctx() { loads }: Context) {
    return id && loads.load(organizationById, id);
  }
}
