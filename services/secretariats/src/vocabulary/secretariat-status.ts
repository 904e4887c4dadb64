import { registerEnumType } from 'type-graphql';
import { ExerciseStage, fromStage } from './exercise-stage.js';

export enum SecretariatStatus {
  DECLARED = 'DECLARED',
  INSTALLED = 'INSTALLED',
}

registerEnumType(SecretariatStatus, {
  name: 'SecretariatStatus',
  description: 'Whether a technical secretariat exists or was only declared.',
  valuesConfig: {
    DECLARED: { description: 'Its installation was declared as an intention. No source says that it took place.' },
    INSTALLED: { description: 'It is installed, or its exercise has passed the stage of installation.' },
  },
});

/** The SQL function `secretariat_status` of migration 0002 applies the same rule. */
export const statusOf = (stage: ExerciseStage, installedOn: string | null): SecretariatStatus =>
  installedOn !== null || fromStage(ExerciseStage.SECRETARIAT).includes(stage)
    ? SecretariatStatus.INSTALLED
    : SecretariatStatus.DECLARED;
