import { dataset, municipalitiesOfMexico } from '@cabildo/kit';
import { Indicator } from './indicator/indicator.js';
import { Series } from './indicator/series.js';
import { Observation } from './observation/observation.js';
import { hasValue } from './vocabulary/observation-status.js';

const ofIndicator = { column: 'indicatorCode', entity: Indicator, key: 'code' };

export const datasets = [
  dataset({ name: 'indicator', entity: Indicator }),
  dataset({ name: 'series', entity: Series, references: [ofIndicator] }),
  dataset({
    name: 'observation',
    entity: Observation,
    places: { municipalityCode: municipalitiesOfMexico },
    references: [ofIndicator, { column: ['indicatorCode', 'series'], entity: Series, key: ['indicatorCode', 'code'] }],
    rules: [
      {
        code: 'VALUE_AGAINST_STATUS',
        description:
          'A value stands beside a status that says that there is none, or is missing beside one that says that there is.',
        severity: 'error',
        check: ({ value, status }) =>
          hasValue(status) === (value !== null)
            ? undefined
            : {
                column: 'value',
                found: value === null ? '' : `${value}`,
                expected: `${hasValue(status) ? 'a value' : 'an empty cell'}, for the status is ${status}`,
                tip: 'Mend the value or the status. What is unknown is NOT_AVAILABLE and empty, never 0.',
              },
      },
    ],
  }),
];
