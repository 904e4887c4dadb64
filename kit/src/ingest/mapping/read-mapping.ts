import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import { derivedColumns } from './derived-columns.js';
import { LinearPattern, PatternError } from './linear-pattern.js';
import {
  type ColumnSpec,
  filePartsOf,
  type Mapping,
  type RowFilter,
  sourcesOf,
  textSpecOf,
  unfoldsOf,
} from './mapping.js';
import { mappingSchema } from './schema.js';

/** A mapping that cannot be used. The message lists every problem. */
export class MappingError extends Error {
  override readonly name = 'MappingError';
  readonly code = 'MAPPING_INVALID';
}

let compiled: ValidateFunction<Mapping> | undefined;

/** Compiled on first use, because it takes a twentieth of a hub's warm start. */
function validator(): ValidateFunction<Mapping> {
  compiled ??= new Ajv({ allErrors: true, strict: false }).compile<Mapping>(mappingSchema);
  return compiled;
}

/**
 * Reads a `mapping.json` for a dataset.
 * @param columns the columns that a file of the dataset may have
 * @throws MappingError
 */
export function readMapping(json: string, file: string, columns: readonly string[]): Mapping {
  let given: unknown;
  try {
    given = JSON.parse(json);
  } catch (error) {
    throw new MappingError(`${file} is not JSON: ${(error as Error).message}`);
  }
  const validate = validator();
  if (!validate(given)) throw new MappingError(`${file} is not a valid mapping: ${describe(validate.errors ?? [])}.`);
  const wrong = [...unknownColumns(given, columns), ...unusable(given)];
  if (wrong.length > 0) throw new MappingError(`${file} cannot be used: ${wrong.join('; ')}.`);
  return given;
}

/** Errors of alternatives that were not meant say little, so the first eight distinct ones are shown. */
function describe(errors: ErrorObject[]): string {
  const said = errors.map(({ instancePath, message, params }) => {
    const named = 'additionalProperty' in params ? ` "${params.additionalProperty}"` : '';
    return `${instancePath || '/'} ${message}${named}`;
  });
  return [...new Set(said)].slice(0, 8).join('; ');
}

function unknownColumns(mapping: Mapping, known: readonly string[]): string[] {
  const { columns, sum, keep = [], skip = [] } = mapping;
  const unfolds = unfoldsOf(mapping);
  const settings = unfolds.flatMap((each) => [...Object.values(each.columns ?? {}), each.set ?? {}]);
  const texts = Object.values(columns).flatMap((spec) => textSpecOf(spec) ?? []);
  const named = [
    ...Object.keys(columns),
    ...Object.values(columns).flatMap(sourcesOf),
    ...unfolds.map(({ into }) => into),
    ...settings.flatMap((each) => Object.keys(each)),
    ...(sum?.columns ?? []),
    ...texts.flatMap(({ raw, ifNotAvailable = {} }) => [...(raw ? [raw] : []), ...Object.keys(ifNotAvailable)]),
    ...[...keep, ...skip].flatMap(({ filled }) => filled ?? []),
  ];
  return [...new Set(named)]
    .filter((name) => !known.includes(name))
    .map((name) => `the dataset has no column "${name}"; it has ${known.join(', ')}`);
}

function unusable(mapping: Mapping): string[] {
  const unfolds = unfoldsOf(mapping);
  const into = unfolds.map((each) => each.into);
  const specs = Object.entries(mapping.columns);
  const filters = [...(mapping.keep ?? []), ...(mapping.skip ?? [])];
  const patterns = [
    ...unfolds.map(({ pattern }) => pattern),
    ...specs.map(([, spec]) => textSpecOf(spec)?.pattern),
    ...filters.map(({ matches }) => matches),
    ...specs.flatMap(([, spec]) => partPatterns(spec)),
  ].filter((pattern) => pattern !== undefined);
  return [
    ...specs.flatMap(([name, spec]) => unusableColumn(name, spec, into)),
    ...unfolds
      .filter(({ columns, pattern, list }) => !columns && !pattern && !list)
      .map(() => '"unfold" needs "columns", "pattern" or "list"'),
    ...filters.flatMap(unusableFilter),
    ...patterns.flatMap(unusablePattern),
    ...unusableTogether(mapping),
  ];
}

function unusableColumn(name: string, spec: ColumnSpec, into: readonly string[]): string[] {
  if (typeof spec === 'object' && 'place' in spec && !spec.place.code && !(spec.place.name && spec.place.state))
    return [`"${name}" needs a code, or a name and a state: names are looked up within one state`];
  const text = textSpecOf(spec);
  return text && text.from === undefined && !into.includes(name) ? [`"${name}" needs "from"`] : [];
}

function unusableFilter({ column, filled, is, matches }: RowFilter): string[] {
  if ((column === undefined) === (filled === undefined))
    return ['"keep" and "skip" need either "column" (of the file) or "filled" (of the dataset)'];
  return is || matches ? [] : [`the filter on "${column ?? filled}" needs "is" or "matches"`];
}

/** Returns conflicts between keys that are valid on their own. */
function unusableTogether(mapping: Mapping): string[] {
  const { circular, counting } = derivedColumns(mapping);
  const wrong = circular.length > 0 ? [`${circular.map((name) => `"${name}"`).join(', ')} depend on each other`] : [];
  if (mapping.sum && mapping.distinct) wrong.push('"distinct" would remove equal rows that "sum" adds up');
  if (mapping.sum && counting.length > 0) wrong.push(`"${counting[0]}" counts rows that "sum" adds up`);
  for (const { filled } of [...(mapping.keep ?? []), ...(mapping.skip ?? [])])
    if (filled && counting.includes(filled))
      wrong.push(`filters run before "${filled}" is counted, so they cannot use it`);
  return wrong;
}

function unusablePattern(pattern: string): string[] {
  try {
    new LinearPattern(`^(?:${pattern})$`);
    return [];
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
    return [`"${pattern}" is not a regular expression (RE2 syntax): ${error.message}`];
  }
}

const partPatterns = (spec: ColumnSpec) => filePartsOf(spec).flatMap((part) => patternOfPart(part) ?? []);

const patternOfPart = (part: unknown) =>
  typeof part === 'object' && part !== null && 'pattern' in part ? (part.pattern as string | undefined) : undefined;
