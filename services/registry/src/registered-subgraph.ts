import { Column, connectionOf, Recorded, UrlScalar } from '@cabildo/kit';
import { Entity } from '@mikro-orm/decorators/legacy';
import { Directive, ID, Int, ObjectType } from 'type-graphql';
import { SubgraphState } from './vocabulary/subgraph-state.js';

@ObjectType('RegisteredSubgraph', { description: 'A GraphQL service that an agency federates into the hub.' })
@Directive('@key(fields: "name")')
@Entity({ tableName: 'registered_subgraph' })
export class RegisteredSubgraph extends Recorded {
  @Column(() => ID, { key: true, description: 'The name of the subgraph in the supergraph.' })
  name!: string;

  @Column(() => String)
  agencyId!: string;

  @Column(() => UrlScalar, { description: 'The address where gateways send operations.' })
  url!: string;

  @Column(() => SubgraphState, { description: 'Whether the hub serves it.' })
  state!: SubgraphState;

  @Column(() => Int, {
    nullable: true,
    description: 'The number of the version that the supergraph contains; null if none was approved.',
  })
  servedVersion!: number | null;

  @Column(() => String, {
    nullable: true,
    description: 'The id of the key with which gateways sign their calls to it; null if calls are unsigned.',
  })
  keyId!: string | null;
}

@ObjectType({ description: 'A page of registered subgraphs.' })
export class RegisteredSubgraphConnection extends connectionOf(RegisteredSubgraph) {}
