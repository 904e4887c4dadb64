import { Column, connectionOf, PartialDateScalar, Recorded, UrlScalar } from '@cabildo/kit';
import { Entity } from '@mikro-orm/decorators/legacy';
import { Directive, ObjectType } from 'type-graphql';

@ObjectType({ description: 'An action plan: the commitments that an open-government exercise adopts for a time.' })
@Directive('@key(fields: "id")')
@Entity({ tableName: 'action_plan' })
export class ActionPlan extends Recorded {
  @Column(() => String, { key: true, description: 'Its identifier.' })
  id!: string;

  @Column(() => String, { description: 'Its name, as published.' })
  name!: string;

  @Column(() => String, { nullable: true })
  exerciseId!: string | null;

  @Column(() => String, {
    nullable: true,
    description:
      'The member of the Open Government Partnership that submitted it, as OGP writes it; null where none did.',
  })
  ogpMember!: string | null;

  @Column(() => PartialDateScalar, { nullable: true, description: 'When it starts; null where no source says.' })
  start!: string | null;

  @Column(() => PartialDateScalar, { nullable: true, description: 'When it ends; null where no source says.' })
  end!: string | null;

  @Column(() => PartialDateScalar, {
    nullable: true,
    description: 'When it was submitted to OGP; null where no source says.',
  })
  submittedOn!: string | null;

  @Column(() => UrlScalar, { nullable: true, description: 'Where this was read; null where no page is named.' })
  url!: string | null;
}

@ObjectType({ description: 'A page of action plans.' })
export class ActionPlanConnection extends connectionOf(ActionPlan) {}

/** That a plan holds a commitment. A commitment may stand in several plans. */
@Entity({ tableName: 'commitment_plan' })
export class CommitmentPlan extends Recorded {
  @Column(() => String, { key: true })
  commitmentId!: string;

  @Column(() => String, { key: true })
  actionPlanId!: string;
}
