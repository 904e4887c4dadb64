import { isDay } from './date.js';
import { type Branded, textScalar } from './text.js';

export type DateTime = Branded<'DateTime'>;
const pattern = /^(\d{4})-(\d{2})-(\d{2})T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

function parse(text: string): string | undefined {
  const match = pattern.exec(text);
  if (!match || !isDay(Number(match[1]), Number(match[2]), Number(match[3]))) return undefined;
  return new Date(text).toISOString();
}

export const DateTimeScalar = textScalar({
  name: 'DateTime',
  description:
    'A moment in the format of RFC 3339, with its offset, such as 2022-05-24T18:00:00Z. Responses are in UTC.',
  specifiedByURL: 'https://www.rfc-editor.org/rfc/rfc3339',
  accepts: 'a moment is written with its offset, such as 2022-05-24T18:00:00Z',
  parse,
  serialize: (value) => new Date(value as string).toISOString(),
});
