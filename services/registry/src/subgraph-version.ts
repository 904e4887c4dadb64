import { Column, connectionOf, DateTimeScalar, Recorded, Sha256Scalar, UrlScalar } from '@cabildo/kit';
import { Entity } from '@mikro-orm/decorators/legacy';
import { Int, ObjectType } from 'type-graphql';

@ObjectType({ description: 'One published schema of a subgraph. Versions are never changed.' })
@Entity({ tableName: 'subgraph_version' })
export class SubgraphVersion extends Recorded {
  @Column(() => String, { key: true, description: 'The name of the subgraph.' })
  subgraphName!: string;

  @Column(() => Int, { key: true, description: 'The number of the version: 1 is the first of the subgraph.' })
  number!: number;

  @Column(() => String, { description: 'The schema, in the GraphQL schema definition language.' })
  sdl!: string;

  @Column(() => Sha256Scalar, { description: 'The SHA-256 digest of the schema in UTF-8.' })
  sha256!: string;

  @Column(() => UrlScalar, { description: 'The address where gateways send operations for this version.' })
  url!: string;

  @Column(() => String, {
    nullable: true,
    description: 'The commit of the source code, as the publisher named it; null if it named none.',
  })
  commit!: string | null;

  @Column(() => String, { nullable: true, description: 'The note of the publisher; null if there is none.' })
  note!: string | null;

  @Column(() => DateTimeScalar, { description: 'When the version was published.' })
  publishedAt!: string;

  @Column(() => String, { description: 'The agency and the id of the token that published the version.' })
  publishedBy!: string;
}

@ObjectType({ description: 'A page of versions of a subgraph.' })
export class SubgraphVersionConnection extends connectionOf(SubgraphVersion) {}
