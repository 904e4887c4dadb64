import { Column, connectionOf, Recorded, UrlScalar } from '@cabildo/kit';
import { Entity } from '@mikro-orm/decorators/legacy';
import { Directive, ObjectType } from 'type-graphql';
import { Sector } from '../vocabulary/sector.js';

@ObjectType({ description: 'An organization that is no public authority: of civil society, academia or business.' })
@Directive('@key(fields: "id")')
@Entity({ tableName: 'organization' })
export class Organization extends Recorded {
  @Column(() => String, { key: true, description: 'Its identifier.' })
  id!: string;

  @Column(() => String, { description: 'Its name.' })
  name!: string;

  @Column(() => Sector, { description: 'What it is.' })
  sector!: Sector;

  @Column(() => UrlScalar, { nullable: true, description: 'Its page on the web; null where none is known.' })
  url!: string | null;
}

@ObjectType({ description: 'A page of organizations.' })
export class OrganizationConnection extends connectionOf(Organization) {}
