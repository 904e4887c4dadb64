import { Column, connectionOf, Recorded, UrlScalar } from '@cabildo/kit';
import { Entity } from '@mikro-orm/decorators/legacy';
import { Directive, ObjectType } from 'type-graphql';
import { Sector } from '../vocabulary/sector.js';

@ObjectType({ description: 'An organization that is not a public authority: of civil society, academia or business.' })
@Directive('@key(fields: "id")')
@Entity({ tableName: 'organization' })
export class Organization extends Recorded {
  @Column(() => String, { key: true, id: true, description: 'Identifier.' })
  id!: string;

  @Column(() => String, { description: 'The name.' })
  name!: string;

  @Column(() => Sector, { description: 'The sector.' })
  sector!: Sector;

  @Column(() => UrlScalar, { nullable: true, description: 'Its website; null if none is known.' })
  url!: string | null;
}

@ObjectType({ description: 'A page of organizations.' })
export class OrganizationConnection extends connectionOf(Organization) {}
