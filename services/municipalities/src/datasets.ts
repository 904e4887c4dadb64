import { dataset, municipalitiesOfMexico } from '@cabildo/kit';
import { Declaration, DeclarationPoint, DeclarationSignatory } from './declaration/declaration.js';
import { Ayuntamiento } from './municipality/ayuntamiento.js';
import { Boundary } from './municipality/boundary.js';
import { Municipality } from './municipality/municipality.js';
import { Population } from './municipality/population.js';
import { State } from './state/state.js';

const municipalityReference = { column: 'municipalityCode', entity: Municipality, key: 'code' };
const places = { municipalityCode: municipalitiesOfMexico };
const declarationReference = { column: 'declarationId', entity: Declaration, key: 'id' };

export const datasets = [
  dataset({ name: 'state', entity: State }),
  dataset({
    name: 'municipality',
    entity: Municipality,
    places: { code: municipalitiesOfMexico },
    references: [{ column: 'stateCode', entity: State, key: 'code' }],
    rules: [
      {
        code: 'CODE_OF_ANOTHER_STATE',
        description: 'The code of a municipality does not begin with the code of its state.',
        severity: 'error',
        check: ({ code, stateCode }) =>
          code.startsWith(stateCode)
            ? undefined
            : { column: 'code', found: code, expected: `a code that begins with ${stateCode}, the state of the row` },
      },
    ],
  }),
  dataset({
    name: 'census',
    entity: Population,
    places,
    references: [municipalityReference],
    rules: [
      {
        code: 'SEXES_DO_NOT_ADD_UP',
        description: 'Men and women do not add up to the total.',
        severity: 'error',
        check: ({ persons, men, women }) =>
          men === null || women === null || men + women === persons
            ? undefined
            : { column: 'total', found: `${persons}`, expected: `${men} + ${women} = ${men + women}` },
      },
    ],
  }),
  dataset({ name: 'boundary', entity: Boundary, places, references: [municipalityReference] }),
  dataset({ name: 'ayuntamiento', entity: Ayuntamiento, places, references: [municipalityReference] }),
  dataset({ name: 'declaration', entity: Declaration, places, references: [municipalityReference] }),
  dataset({ name: 'declaration_point', entity: DeclarationPoint, references: [declarationReference] }),
  dataset({ name: 'declaration_signatory', entity: DeclarationSignatory, references: [declarationReference] }),
];
