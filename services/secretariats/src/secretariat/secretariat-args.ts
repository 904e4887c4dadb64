import {
  type CalendarDate,
  DateScalar,
  type MunicipalityCode,
  MunicipalityCodeScalar,
  PageArgs,
  type StateCode,
  StateCodeScalar,
} from '@cabildo/kit';
import { ArgsType, Field, ID, registerEnumType } from 'type-graphql';
import { ExerciseStage } from '../vocabulary/exercise-stage.js';
import { SecretariatStatus } from '../vocabulary/secretariat-status.js';
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
  description: 'The order of a list of secretariats. Unknown dates of installation sort last.',
  valuesConfig: {
    ID: { description: 'By id.' },
    NAME: { description: 'By name, without regard to case and accents.' },
    INSTALLED_DESC: { description: 'By date of installation, newest first.' },
    INSTALLED_ASC: { description: 'By date of installation, oldest first.' },
    STAGE_DESC: { description: 'By stage, furthest first.' },
  },
});

@ArgsType()
export class SecretariatsBelowArgs extends PageArgs implements SecretariatFilter {
  @Field(() => SecretariatLevel, { nullable: true, description: 'Only secretariats of this level.' })
  level?: SecretariatLevel;

  @Field(() => ExerciseStage, {
    nullable: true,
    description: 'Only secretariats whose furthest known stage is this stage.',
  })
  stage?: ExerciseStage;

  @Field(() => ExerciseStage, {
    nullable: true,
    description: 'Only secretariats that have reached this stage.',
  })
  stageAtLeast?: ExerciseStage;

  @Field(() => SecretariatStatus, { nullable: true, description: 'Only secretariats with this status.' })
  status?: SecretariatStatus;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'Only secretariats installed on this day or later. A date known to the month or year matches if any of its days does. Excludes unknown dates.',
  })
  installedFrom?: CalendarDate;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'Only secretariats installed on this day or earlier. A date known to the month or year matches if any of its days does. Excludes unknown dates.',
  })
  installedTo?: CalendarDate;

  @Field(() => SecretariatOrder, { defaultValue: SecretariatOrder.ID, description: 'The order of the list.' })
  orderBy: SecretariatOrder = SecretariatOrder.ID;
}

@ArgsType()
export class SecretariatsArgs extends SecretariatsBelowArgs {
  @Field(() => StateCodeScalar, {
    nullable: true,
    description: 'Only secretariats of this state, including its municipalities.',
  })
  state?: StateCode;

  @Field(() => MunicipalityCodeScalar, { nullable: true, description: 'Only secretariats of this municipality.' })
  municipality?: MunicipalityCode;

  @Field(() => ID, { nullable: true, description: 'Only secretariats of the exercise with this id.' })
  exerciseId?: string;
}
