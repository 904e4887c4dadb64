import { DateTimeScalar } from '../scalars/date-time.js';

/** The header by which a request, and a gateway's call of a subgraph, names the moment whose state is asked for. */
export const AS_OF_HEADER = 'hub-as-of';

export const ACCEPTED_MOMENTS =
  'a moment with its offset, such as 2025-06-01T00:00:00Z, or a day, such as 2025-06-01, for its beginning in UTC';

/** The moment that a text names, as every other text that names it; undefined where it names none. */
export function readMoment(text: string): string | undefined {
  try {
    return DateTimeScalar.parseValue(/^\d{4}-\d{2}-\d{2}$/.test(text) ? `${text}T00:00:00Z` : text);
  } catch {
    return undefined;
  }
}
