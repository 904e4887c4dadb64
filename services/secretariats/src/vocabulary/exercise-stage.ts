import { registerEnumType } from 'type-graphql';

/** Stages in order. */
export enum ExerciseStage {
  AWARENESS = 'AWARENESS',
  DECLARATION = 'DECLARATION',
  SECRETARIAT = 'SECRETARIAT',
  ACTION_PLAN = 'ACTION_PLAN',
  CO_CREATION_TABLES = 'CO_CREATION_TABLES',
  COMMITMENTS = 'COMMITMENTS',
  FOLLOW_UP = 'FOLLOW_UP',
  EVALUATION = 'EVALUATION',
}

registerEnumType(ExerciseStage, {
  name: 'ExerciseStage',
  description: 'A stage of an open-government exercise. Stages follow each other in the order of this list.',
  valuesConfig: {
    AWARENESS: { description: 'Potential participants are informed and invited (sensibilización).' },
    DECLARATION: { description: 'The intention to join is declared (manifestación de intención).' },
    SECRETARIAT: { description: 'The technical secretariat is installed (instalación del Secretariado Técnico).' },
    ACTION_PLAN: { description: 'The action plan is being prepared (plan de acción).' },
    CO_CREATION_TABLES: {
      description: 'Government and civil society draft commitments together (mesas de cocreación).',
    },
    COMMITMENTS: { description: 'Commitments have been adopted (compromisos).' },
    FOLLOW_UP: { description: 'Commitments are carried out and monitored (seguimiento).' },
    EVALUATION: { description: 'Results are evaluated (evaluación).' },
  },
});

const order = Object.values(ExerciseStage);

/** The latest of several stages; null if there are none. */
export const furthest = (stages: ExerciseStage[]): ExerciseStage | null =>
  order.findLast((stage) => stages.includes(stage)) ?? null;

/** A stage and all later ones. */
export const fromStage = (stage: ExerciseStage): ExerciseStage[] => order.slice(order.indexOf(stage));
