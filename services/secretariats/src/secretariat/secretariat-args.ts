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
import { ExerciseStage } from '../vocabulary/exercise-stage.js';
import { SecretariatLevel } from './secretariat.js';
import type { SecretariatFilter } from './secretariat.repository.js';

export enum SecretariatOrder {
  ID = 'ID',
  NAME = 'NAME',
  INSTALLED_DESC = 'INSTALLED_DESC',
  INSTALLED_ASC = 'INSTALLED_ASC',
  STAGE_DESC = 'STAGE_DESC',
}

registerEnumType(SecretariatOrder, {
  name: 'SecretariatOrder',
  description: 'The order of a list of secretariats. Those not known to be installed come last by installation.',
  valuesConfig: {
    ID: { description: 'By id.' },
    NAME: { description: 'By name, without regard to case and accents.' },
    INSTALLED_DESC: { description: 'The one installed last comes first.' },
    INSTALLED_ASC: { description: 'The one installed first comes first.' },
    STAGE_DESC: { description: 'The one that has come furthest comes first.' },
  },
});

@ArgsType()
export class SecretariatsBelowArgs extends PageArgs implements SecretariatFilter {
  @Field(() => SecretariatLevel, { nullable: true, description: 'Only those of this level.' })
  level?: SecretariatLevel;

  @Field(() => ExerciseStage, { nullable: true, description: 'Only those whose furthest known stage is this one.' })
  stage?: ExerciseStage;

  @Field(() => ExerciseStage, {
    nullable: true,
    description: 'Only those known to have come to this stage or beyond it.',
  })
  stageAtLeast?: ExerciseStage;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'Only those installed on this day or later. An installation known to the year or month counts where one of its days fits: 2019 fits until 2019-12-31. Those of unknown installation are left out.',
  })
  installedSince?: CalendarDate;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'Only those installed on this day or earlier. An installation known to the year or month counts where one of its days fits: 2019 fits from 2019-01-01. Those of unknown installation are left out.',
  })
  installedUntil?: CalendarDate;
}

@ArgsType()
export class SecretariatsArgs extends SecretariatsBelowArgs {
  @Field(() => StateCodeScalar, {
    nullable: true,
    description: 'Only those of this state, its municipalities included.',
  })
  state?: StateCode;

  @Field(() => MunicipalityCodeScalar, { nullable: true, description: 'Only those of this municipality.' })
  municipality?: MunicipalityCode;

  @Field(() => String, { nullable: true, description: 'Only those of the exercise of this id.' })
  exercise?: string;

  @Field(() => SecretariatOrder, { defaultValue: SecretariatOrder.ID, description: 'The order of the list.' })
  orderBy: SecretariatOrder = SecretariatOrder.ID;
}
