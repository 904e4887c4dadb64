import {
  type CalendarDate,
  DateScalar,
  type MunicipalityCode,
  MunicipalityCodeScalar,
  PageArgs,
  type StateCode,
  StateCodeScalar,
} from '@cabildo/kit';
import { ArgsType, Field, registerEnumType } from 'type-graphql';
import { Completion, Novelty } from '../vocabulary/assessment.js';
import { OgpValue } from '../vocabulary/ogp-value.js';
import { Pillar } from '../vocabulary/pillar.js';
import type { CommitmentFilter } from './commitment.repository.js';

export enum CommitmentOrder {
  RELEVANCE = 'RELEVANCE',
  TITLE = 'TITLE',
  START_DESC = 'START_DESC',
  START_ASC = 'START_ASC',
  END_DESC = 'END_DESC',
  END_ASC = 'END_ASC',
}

registerEnumType(CommitmentOrder, {
  name: 'CommitmentOrder',
  description: 'The order of a list of commitments. Those of unknown date come last by date.',
  valuesConfig: {
    RELEVANCE: { description: 'Those whose title is most like `text` first; newest first where no text is given.' },
    TITLE: { description: 'By title, without regard to case and accents.' },
    START_DESC: { description: 'The one that starts last comes first.' },
    START_ASC: { description: 'The one that starts first comes first.' },
    END_DESC: { description: 'The one that ends last comes first.' },
    END_ASC: { description: 'The one that ends first comes first.' },
  },
});

@ArgsType()
export class CommitmentsArgs extends PageArgs implements CommitmentFilter {
  @Field(() => Pillar, { nullable: true, description: 'Only those that serve this pillar.' })
  pillar?: Pillar;

  @Field(() => OgpValue, { nullable: true, description: 'Only those that serve this OGP value.' })
  ogpValue?: OgpValue;

  @Field(() => Completion, { nullable: true, description: 'Only those that have been carried out this far.' })
  completion?: Completion;

  @Field(() => Novelty, { nullable: true, description: 'Only new ones, or only those that go on from earlier ones.' })
  novelty?: Novelty;

  @Field(() => String, { nullable: true, description: 'Only those of this policy area, as published.' })
  policyArea?: string;

  @Field(() => String, { nullable: true, description: 'Only those that the authority of this id is in charge of.' })
  leadAuthority?: string;

  @Field(() => MunicipalityCodeScalar, { nullable: true, description: 'Only those that touch this municipality.' })
  municipality?: MunicipalityCode;

  @Field(() => StateCodeScalar, {
    nullable: true,
    description:
      'Only those of this state: held by a plan of an exercise of it, led by an authority of it, or touching a municipality of it.',
  })
  state?: StateCode;

  @Field(() => String, { nullable: true, description: 'Only those of this OGP member, as OGP writes it.' })
  ogpMember?: string;

  @Field(() => String, { nullable: true, description: 'Only those held by the action plan of this id.' })
  plan?: string;

  @Field(() => Boolean, {
    nullable: true,
    description:
      'Only those that are overdue, or only those that are not. Those of which it is not known are in neither.',
  })
  overdue?: boolean;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'The day that `overdue` is asked for; where left out today (UTC), or the day that the request asks as of.',
  })
  overdueOn?: CalendarDate;

  @Field(() => String, {
    nullable: true,
    description:
      'Only those whose title, problem, action, contribution, lead or note holds this text. Missing accents are forgiven; slips of the pen are in the title.',
  })
  text?: string;

  @Field(() => CommitmentOrder, { defaultValue: CommitmentOrder.RELEVANCE, description: 'The order of the list.' })
  orderBy: CommitmentOrder = CommitmentOrder.RELEVANCE;
}
