import { Column, connectionOf, DateTimeScalar, Recorded, Sha256Scalar } from '@cabildo/kit';
import { Entity } from '@mikro-orm/decorators/legacy';
import { ID, Int, ObjectType } from 'type-graphql';
import { CheckOutcome, CheckSeverity } from './vocabulary/check-outcome.js';

@ObjectType({ description: 'One check of a proposed schema of a subgraph against the hub.' })
@Entity({ tableName: 'subgraph_check' })
export class SubgraphCheck extends Recorded {
  @Column(() => ID, { key: true, description: 'The identifier of the check.' })
  id!: string;

  @Column(() => String, { description: 'The name of the subgraph.' })
  subgraphName!: string;

  @Column(() => Sha256Scalar, { description: 'The SHA-256 digest of the schema that was checked.' })
  sha256!: string;

  @Column(() => CheckOutcome, { description: 'Whether the schema may be served.' })
  outcome!: CheckOutcome;

  @Column(() => DateTimeScalar, { description: 'When the schema was checked.' })
  checkedAt!: string;

  @Column(() => String, { description: 'The agency and the id of the token that requested the check.' })
  checkedBy!: string;
}

@ObjectType({ description: 'A page of checks.' })
export class SubgraphCheckConnection extends connectionOf(SubgraphCheck) {}

@ObjectType({ description: 'One thing that a check found in a proposed schema.' })
@Entity({ tableName: 'subgraph_check_finding' })
export class SubgraphCheckFinding extends Recorded {
  @Column(() => String, { key: true })
  checkId!: string;

  @Column(() => Int, { key: true, description: 'The position among the findings of the check, from 1.' })
  position!: number;

  @Column(() => CheckSeverity, { description: 'Whether it stops publication.' })
  severity!: CheckSeverity;

  @Column(() => String, { description: 'The code of the rule.' })
  code!: string;

  @Column(() => String, {
    nullable: true,
    description: 'The schema coordinate, such as `Municipality.wells`; null if it is about the whole schema.',
  })
  coordinate!: string | null;

  @Column(() => Int, { nullable: true, description: 'The line of the schema, from 1; null if it is about no line.' })
  schemaLine!: number | null;

  @Column(() => String, {
    nullable: true,
    description: 'The agency or subgraph that owns the element; null if nobody else does.',
  })
  owner!: string | null;

  @Column(() => String, { description: 'What is wrong and what to do, in a sentence.' })
  message!: string;
}
