import { Column, connectionOf, DateTimeScalar, Recorded, Sha256Scalar } from '@cabildo/kit';
import { Entity } from '@mikro-orm/decorators/legacy';
import { Int, ObjectType } from 'type-graphql';
import { CompositionOutcome } from './vocabulary/composition-outcome.js';

@ObjectType({ description: 'One attempt to compose the subgraphs of the hub into a supergraph.' })
@Entity({ tableName: 'composition' })
export class Composition extends Recorded {
  @Column(() => Int, { key: true, description: 'The number of the attempt: 1 is the first of the hub.' })
  number!: number;

  @Column(() => DateTimeScalar, { description: 'When the subgraphs were composed.' })
  composedAt!: string;

  @Column(() => CompositionOutcome, { description: 'Whether the result is served.' })
  outcome!: CompositionOutcome;

  @Column(() => [String], {
    description: 'The subgraphs that were composed, each as `name@version`, in the order of their names.',
  })
  members!: string[];

  @Column(() => [String], {
    description:
      'Subgraphs that were held at an earlier version or left out since they do not compose, as `name@version`.',
  })
  held!: string[];

  @Column(() => [String], { description: 'Why subgraphs do not compose, a sentence each.' })
  faults!: string[];

  @Column(() => Sha256Scalar, {
    nullable: true,
    description: 'The SHA-256 digest of the supergraph; null if nothing was composed.',
  })
  supergraphSha256!: string | null;
}

@ObjectType({ description: 'A page of compositions.' })
export class CompositionConnection extends connectionOf(Composition) {}
