import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import type { Mapping } from './mapping.js';
import { mappingSchema } from './schema.js';

/** A mapping that cannot be followed. All that is wrong with it stands in the one message. */
export class MappingError extends Error {
  override readonly name = 'MappingError';
}

let compiled: ValidateFunction<Mapping> | undefined;

/** Compiled when the first mapping is read: it would be a twentieth of a hub's warm start. */
function validator(): ValidateFunction<Mapping> {
  compiled ??= new Ajv({ allErrors: true, strict: false }).compile<Mapping>(mappingSchema);
  return compiled;
}

/**
 * Reads a `mapping.json` for a dataset.
 * @param columns the columns that a file of the dataset may fill
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
  if (!validate(given)) throw new MappingError(`${file} is no mapping: ${describe(validate.errors ?? [])}.`);
  const wrong = [...unknownColumns(given, columns), ...unusable(given)];
  if (wrong.length > 0) throw new MappingError(`${file} cannot be followed: ${wrong.join('; ')}.`);
  return given;
}

/** What fails within one of several forms says little where another form was meant: the deepest says most. */
function describe(errors: ErrorObject[]): string {
  const said = errors.map(({ instancePath, message, params }) => {
    const named = 'additionalProperty' in params ? ` "${params.additionalProperty}"` : '';
    return `${instancePath || '/'} ${message}${named}`;
  });
  return [...new Set(said)].slice(0, 8).join('; ');
}

function unknownColumns({ columns, unfold, sum }: Mapping, known: readonly string[]): string[] {
  const settings = [...Object.values(unfold?.columns ?? {}), unfold?.set ?? {}];
  const specs = Object.values(columns).filter((spec) => typeof spec === 'object');
  const named = [
    ...Object.keys(columns),
    ...(unfold ? [unfold.into] : []),
    ...settings.flatMap((each) => Object.keys(each)),
    ...(sum?.columns ?? []),
    ...specs.flatMap((spec) => ('raw' in spec && spec.raw ? [spec.raw] : [])),
    ...specs.flatMap((spec) => ('ifNotAvailable' in spec ? Object.keys(spec.ifNotAvailable ?? {}) : [])),
  ];
  return [...new Set(named)]
    .filter((name) => !known.includes(name))
    .map((name) => `the dataset has no column "${name}"; it has ${known.join(', ')}`);
}

function unusable({ columns, unfold, keep = [], skip = [] }: Mapping): string[] {
  const wrong: string[] = [];
  for (const [name, spec] of Object.entries(columns)) {
    if (typeof spec !== 'object') continue;
    if ('place' in spec && !spec.place.code && !(spec.place.name && spec.place.state))
      wrong.push(`"${name}" needs a code, or a name and a state: names are not looked for across states`);
    if (!('place' in spec) && !('constant' in spec) && spec.from === undefined && unfold?.into !== name)
      wrong.push(`"${name}" needs "from"`);
  }
  if (unfold && !unfold.columns && !unfold.pattern) wrong.push('"unfold" needs "columns" or "pattern"');
  for (const { column, is, matches } of [...keep, ...skip])
    if (!is && !matches) wrong.push(`the rows by "${column}" need "is" or "matches"`);
  const inColumns = Object.values(columns).map((spec) =>
    typeof spec === 'object' && 'pattern' in spec ? spec.pattern : undefined,
  );
  for (const pattern of [unfold?.pattern, ...inColumns, ...[...keep, ...skip].map(({ matches }) => matches)])
    if (pattern && !isPattern(pattern)) wrong.push(`"${pattern}" is no regular expression`);
  return wrong;
}

function isPattern(text: string): boolean {
  try {
    return Boolean(new RegExp(text, 'u'));
  } catch {
    return false;
  }
}
