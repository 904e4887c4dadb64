import { Column, connectionOf, Recorded, UrlScalar } from '@cabildo/kit';
import { Entity } from '@mikro-orm/decorators/legacy';
import { Directive, ID, ObjectType } from 'type-graphql';

@ObjectType({ description: 'An institution that runs subgraphs of this hub.' })
@Directive('@key(fields: "id")')
@Entity({ tableName: 'agency' })
export class Agency extends Recorded {
  @Column(() => ID, { key: true, description: 'The short name of the agency, in lower case.' })
  id!: string;

  @Column(() => String, { description: 'The name of the agency.' })
  name!: string;

  @Column(() => UrlScalar, { nullable: true, description: 'The web page of the agency; null if none is known.' })
  url!: string | null;
}

@ObjectType({ description: 'A page of agencies.' })
export class AgencyConnection extends connectionOf(Agency) {}
