import { registerEnumType } from 'type-graphql';

/** In their order: each comes before the next. */
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
  description: 'How far an open-government exercise has come. Stages follow each other in the order of their listing.',
  valuesConfig: {
    AWARENESS: { description: 'Those who might take part are won for it (sensibilización).' },
    DECLARATION: { description: 'The intention to take part is declared (manifestación de intención).' },
    SECRETARIAT: { description: 'The technical secretariat is set up (instalación del Secretariado Técnico).' },
    ACTION_PLAN: { description: 'The action plan is being prepared (plan de acción).' },
    CO_CREATION_TABLES: { description: 'Government and society work out commitments together (mesas de cocreación).' },
    COMMITMENTS: { description: 'Commitments have been adopted (compromisos).' },
    FOLLOW_UP: { description: 'Commitments are carried out and followed (seguimiento).' },
    EVALUATION: { description: 'What came of them is evaluated (evaluación).' },
  },
});

const order = Object.values(ExerciseStage);

/** The stage that lies furthest along the way; null where there is none. */
export const furthest = (stages: ExerciseStage[]): ExerciseStage | null =>
  order.findLast((stage) => stages.includes(stage)) ?? null;

/** The stage and all that come after it. */
export const fromStage = (stage: ExerciseStage): ExerciseStage[] => order.slice(order.indexOf(stage));
