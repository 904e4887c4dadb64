import { isDay } from './date.js';
import { type Branded, textScalar } from './text.js';

export type PartialDate = Branded<'PartialDate'>;

function parse(text: string): string | undefined {
  const match = /^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$/.exec(text);
  return match && isDay(Number(match[1]), Number(match[2] ?? 1), Number(match[3] ?? 1)) ? text : undefined;
}

export const PartialDateScalar = textScalar({
  name: 'PartialDate',
  description:
    'A date as precise as its source: a day (2025-06-20), a month (2025-06) or a year (2025), as ISO 8601 writes them.',
  specifiedByURL: 'https://www.loc.gov/standards/datetime/',
  accepts: 'it is a day (2025-06-20), a month (2025-06) or a year (2025)',
  parse,
});
