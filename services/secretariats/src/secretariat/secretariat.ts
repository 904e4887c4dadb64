import {
  Column,
  connectionOf,
  MunicipalityCodeScalar,
  PartialDateScalar,
  Recorded,
  StateCodeScalar,
  UrlScalar,
} from '@cabildo/kit';
import { Entity } from '@mikro-orm/decorators/legacy';
import { Directive, ObjectType, registerEnumType } from 'type-graphql';
import { ExerciseStage } from '../vocabulary/exercise-stage.js';

export enum SecretariatLevel {
  STATE = 'STATE',
  MUNICIPAL = 'MUNICIPAL',
}

registerEnumType(SecretariatLevel, {
  name: 'SecretariatLevel',
  description: 'The level of government of a technical secretariat.',
  valuesConfig: {
    STATE: { description: 'State level (Secretariado Técnico Local).' },
    MUNICIPAL: { description: 'Municipal level (Secretariado Técnico Municipal).' },
  },
});

@ObjectType({
  description:
    'A technical secretariat (Secretariado Técnico): the body of government and civil society that leads an open-government exercise.',
})
@Directive('@key(fields: "id")')
@Entity({ tableName: 'secretariat' })
export class Secretariat extends Recorded {
  @Column(() => String, { key: true, id: true, description: 'Identifier.' })
  id!: string;

  @Column(() => SecretariatLevel, { description: 'The level of government.' })
  level!: SecretariatLevel;

  @Column(() => String, { description: 'The name.' })
  name!: string;

  @Column(() => String)
  exerciseId!: string;

  @Column(() => StateCodeScalar, { description: "INEGI's code of its state." })
  stateCode!: string;

  @Column(() => MunicipalityCodeScalar, {
    nullable: true,
    description: "INEGI's code of its municipality; null at state level.",
  })
  municipalityCode!: string | null;

  @Column(() => ExerciseStage, { description: 'The furthest known stage.' })
  stage!: ExerciseStage;

  @Column(() => PartialDateScalar, {
    nullable: true,
    description: 'The date on which its installation was declared as an intention; null if no source says.',
  })
  declaredOn!: string | null;

  @Column(() => PartialDateScalar, {
    nullable: true,
    description:
      'The date of installation, as precise as in the source; null if it is not installed or no source says.',
  })
  installedOn!: string | null;

  @Column(() => String, { nullable: true, description: 'Further notes, in Spanish; null if there are none.' })
  note!: string | null;

  @Column(() => UrlScalar, { nullable: true, description: 'The page that states this; null if none is named.' })
  url!: string | null;
}

@ObjectType({ description: 'A page of technical secretariats.' })
export class SecretariatConnection extends connectionOf(Secretariat) {}
