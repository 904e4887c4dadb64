import { GraphQLError, type GraphQLScalarType } from 'graphql';
import { DateScalar } from '../scalars/date.js';
import { UrlScalar } from '../scalars/url.js';

/** A `source.json`: the publisher, the title and the licence of files. */
export interface SourceDescription {
  code: string;
  publisher: string;
  title: string;
  licence: string | null;
  url: string | null;
  retrievedOn: string | null;
  via: string | null;
  notes: string[];
  /** `complete`: rows of this source that a file lacks are withdrawn. `partial`: they stay. */
  coverage: 'complete' | 'partial';
  files: { dataset: string; file: string }[];
}

export class SourceDescriptionError extends Error {
  override readonly name = 'SourceDescriptionError';
  readonly code = 'SOURCE_DESCRIPTION_INVALID';
}

const LONGEST_TEXT = 10_000;
const text = (value: unknown) => {
  if (typeof value !== 'string' || value.trim() === '') return 'must be a text';
  const stored = value.length <= LONGEST_TEXT && !value.includes('\0') && value.isWellFormed();
  return stored ? undefined : `must be a text of at most ${LONGEST_TEXT} characters without U+0000`;
};
const optional = (check: (value: unknown) => string | undefined) => (value: unknown) =>
  value == null ? undefined : check(value);
const scalar = (type: GraphQLScalarType) => (value: unknown) => {
  try {
    type.parseValue(value);
  } catch (error) {
    return (error as GraphQLError).message;
  }
};
const listOf = (check: (value: unknown) => boolean, what: string) => (value: unknown) =>
  Array.isArray(value) && value.every(check) ? undefined : `must be a list of ${what}`;
const isFile = (value: { dataset?: unknown; file?: unknown }) => !text(value?.dataset) && !text(value?.file);

const checks: Record<keyof SourceDescription | 'licenceNote', (value: unknown) => string | undefined> = {
  code: (value) =>
    typeof value === 'string' && /^[a-z0-9-]{1,64}$/.test(value)
      ? undefined
      : 'must be 1 to 64 lower-case letters, digits and hyphens',
  publisher: text,
  title: text,
  licence: optional(text),
  licenceNote: optional(text),
  url: optional(scalar(UrlScalar)),
  retrievedOn: optional(scalar(DateScalar)),
  via: optional(text),
  notes: optional(listOf((value) => !text(value), 'texts')),
  coverage: optional((value) =>
    value === 'complete' || value === 'partial' ? undefined : 'must be complete or partial',
  ),
  files: optional(listOf(isFile as never, '{ "dataset", "file" }')),
};

const LONGEST_SHOWN = 200;
const shown = (value: unknown) => JSON.stringify(value)?.slice(0, LONGEST_SHOWN) ?? 'missing';

/**
 * Reads a `source.json`.
 * @throws SourceDescriptionError with every problem in one message
 */
export function readSourceDescription(json: string, file: string): SourceDescription {
  let given: Record<string, unknown>;
  try {
    given = JSON.parse(json);
  } catch (error) {
    throw new SourceDescriptionError(`${file} is not JSON: ${(error as Error).message}`);
  }
  const wrong = Object.entries(checks).flatMap(([name, check]) => {
    const problem = check(given?.[name]);
    return problem ? [`"${name}" ${problem}; it is ${shown(given?.[name])}`] : [];
  });
  for (const name of Object.keys(given ?? {}))
    if (!Object.hasOwn(checks, name))
      wrong.push(`"${name}" is unknown; expected one of ${Object.keys(checks).join(', ')}`);
  if (wrong.length > 0)
    throw new SourceDescriptionError(`${file} is not a valid source description: ${wrong.join('; ')}.`);
  const { licenceNote, ...described } = given as Partial<SourceDescription> & { licenceNote?: string };
  const notes = [...(described.notes ?? []), ...(licenceNote ? [licenceNote] : [])];
  const unknown = { licence: null, url: null, retrievedOn: null, via: null };
  return { ...unknown, coverage: 'complete', files: [], ...described, notes } as SourceDescription;
}
