import { Column, connectionOf, PartialDateScalar, Recorded, UrlScalar } from '@cabildo/kit';
import { Entity } from '@mikro-orm/decorators/legacy';
import { Directive, ObjectType } from 'type-graphql';

@ObjectType({ description: 'An action plan: the commitments of an open-government exercise for one period.' })
@Directive('@key(fields: "id")')
@Entity({ tableName: 'action_plan' })
export class ActionPlan extends Recorded {
  @Column(() => String, { key: true, id: true, description: 'Identifier.' })
  id!: string;

  @Column(() => String, { description: 'The name, as published.' })
  name!: string;

  @Column(() => String, { nullable: true })
  exerciseId!: string | null;

  @Column(() => String, {
    nullable: true,
    description:
      'The member of the Open Government Partnership that submitted it, as OGP writes it; null if there is none.',
  })
  ogpMember!: string | null;

  @Column(() => PartialDateScalar, {
    nullable: true,
    storedAs: 'start',
    description: 'The start; null if no source says.',
  })
  startsOn!: string | null;

  @Column(() => PartialDateScalar, {
    nullable: true,
    storedAs: 'end',
    description: 'The end; null if no source says.',
  })
  endsOn!: string | null;

  @Column(() => PartialDateScalar, {
    nullable: true,
    description: 'The date of submission to OGP; null if no source says.',
  })
  submittedOn!: string | null;

  @Column(() => UrlScalar, { nullable: true, description: 'The page that states this; null if none is named.' })
  url!: string | null;
}

@ObjectType({ description: 'A page of action plans.' })
export class ActionPlanConnection extends connectionOf(ActionPlan) {}

/** A link from a commitment to one of its action plans. A commitment can be in several. */
@Entity({ tableName: 'commitment_plan' })
export class CommitmentPlan extends Recorded {
  @Column(() => String, { key: true })
  commitmentId!: string;

  @Column(() => String, { key: true })
  actionPlanId!: string;
}
