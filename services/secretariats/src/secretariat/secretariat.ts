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
  LOCAL = 'LOCAL',
  MUNICIPAL = 'MUNICIPAL',
}

registerEnumType(SecretariatLevel, {
  name: 'SecretariatLevel',
  description: 'What a technical secretariat is set up for.',
  valuesConfig: {
    LOCAL: { description: 'A state (Secretariado Técnico Local).' },
    MUNICIPAL: { description: 'A municipality (Secretariado Técnico Municipal).' },
  },
});

@ObjectType({
  description:
    'A technical secretariat (Secretariado Técnico): government and society at one table, who lead an open-government exercise.',
})
@Directive('@key(fields: "id")')
@Entity({ tableName: 'secretariat' })
export class Secretariat extends Recorded {
  @Column(() => String, { key: true, description: 'Its identifier.' })
  id!: string;

  @Column(() => SecretariatLevel, { description: 'Whether it is of a state or of a municipality.' })
  level!: SecretariatLevel;

  @Column(() => String, { description: 'Its name.' })
  name!: string;

  @Column(() => String)
  exerciseId!: string;

  @Column(() => StateCodeScalar, { description: "INEGI's code of its state." })
  stateCode!: string;

  @Column(() => MunicipalityCodeScalar, {
    nullable: true,
    description: "INEGI's code of its municipality; null where it is of a state.",
  })
  municipalityCode!: string | null;

  @Column(() => ExerciseStage, { description: 'The furthest stage that it is known to have come to.' })
  stage!: ExerciseStage;

  @Column(() => PartialDateScalar, {
    nullable: true,
    description: 'When it was installed, as precisely as the source says; null where it has not been, or none says.',
  })
  installedOn!: string | null;

  @Column(() => String, { nullable: true, description: 'What else is known of it, in Spanish.' })
  note!: string | null;

  @Column(() => UrlScalar, { nullable: true, description: 'Where this was read; null where no page is named.' })
  url!: string | null;
}

@ObjectType({ description: 'A page of technical secretariats.' })
export class SecretariatConnection extends connectionOf(Secretariat) {}
