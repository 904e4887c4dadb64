import { dataset, municipalitiesOfMexico } from '@cabildo/kit';
import { Indicator } from './indicator/indicator.js';
import { Series } from './indicator/series.js';
import { SourcePreference } from './indicator/source-preference.js';
import { Observation } from './observation/observation.js';
import { hasValue } from './vocabulary/observation-status.js';

const indicatorReference = { column: 'indicatorCode', entity: Indicator, key: 'code' };

export const datasets = [
  dataset({ name: 'indicator', entity: Indicator }),
  dataset({ name: 'series', entity: Series, references: [indicatorReference] }),
  dataset({ name: 'source_preference', entity: SourcePreference, references: [indicatorReference] }),
  dataset({
    name: 'observation',
    entity: Observation,
    places: { municipalityCode: municipalitiesOfMexico },
    references: [
      indicatorReference,
      { column: ['indicatorCode', 'seriesCode'], entity: Series, key: ['indicatorCode', 'code'] },
    ],
    rules: [
      {
        code: 'VALUE_AGAINST_STATUS',
        description: 'A row has a value and a status that says that there is none, or the reverse.',
        severity: 'error',
        check: ({ value, status }) =>
          hasValue(status) === (value !== null)
            ? undefined
            : {
                column: 'value',
                found: value === null ? '' : `${value}`,
                expected: `${hasValue(status) ? 'a value' : 'an empty cell'}, because the status is ${status}`,
                tip: 'Correct the value or the status. An unknown value is empty with the status NOT_AVAILABLE, never 0.',
              },
      },
    ],
  }),
];
