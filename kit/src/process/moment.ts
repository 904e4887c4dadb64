import { DateTimeScalar } from '../scalars/date-time.js';

export const ACCEPTED_MOMENTS =
  'a moment with its offset, such as 2025-06-01T00:00:00Z, or a day, such as 2025-06-01, for its beginning in UTC';

/** Parses a moment and normalises it to RFC 3339 in UTC. Returns undefined if the text is not a moment. */
export function readMoment(text: string): string | undefined {
  try {
    return DateTimeScalar.parseValue(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text);
  } catch {
    return undefined;
  }
}
