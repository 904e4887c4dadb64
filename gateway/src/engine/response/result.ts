import { type ExecutionResult, GraphQLError } from 'graphql';
import type { Data } from '../../record.js';
import { attributeErrors, type UnexplainedValue } from '../fault/attribution.js';
import type { ExecutionError } from '../fault/execution-errors.js';
import { pathKey } from '../fault/response-path.js';
import { numberOf, type RevisionsOf } from '../run/revisions.js';
import type { ClientPaths } from './client-paths.js';
import type { Projection, ValueCompletion } from './projection.js';

/** Builds the client's result: the projected data, each error once, and the revisions that the data was read at. */
export function buildResult(data: Data | null, projection: Projection, paths: () => ClientPaths): ExecutionResult {
  const known = projection.run.errors.all();
  const { unexplained } = projection;
  const values = known.length ? unexplained.filter(isUnexplainedBy(known)) : unexplained;
  const attributed = values.length ? attributeErrors(values, projection.run.responses) : [];
  // Sorted by path, not by which subgraph was faster: equal requests get equal responses, byte for byte.
  const errors = [...known, ...attributed].sort(byPath).map((error) => graphqlError(error, paths));
  const extensions = extensionsOf(projection, known, paths);
  return { ...(errors.length && { errors }), data, ...(Object.keys(extensions).length && { extensions }) };
}

function extensionsOf({ run, completions }: Projection, errors: readonly ExecutionError[], paths: () => ClientPaths) {
  const { reported, moment, present } = run.revisions;
  const since = moment === undefined ? undefined : firstMoment(errors);
  return {
    ...((reported.size || since) && { revisions: numbersOf(reported) }),
    ...(moment !== undefined && { asOf: { at: moment, present: [...present].sort(), ...(since && { since }) } }),
    ...(completions.length && { valueCompletion: completions.map(atClientPath(paths)) }),
  };
}

/** The first moment at which every subgraph of a too early as-of request has data. */
function firstMoment(errors: readonly ExecutionError[]): string | undefined {
  const moments = errors.flatMap(({ extensions }) => {
    const { code, firstRevision } = (extensions ?? {}) as { code?: unknown; firstRevision?: { publishedAt?: unknown } };
    const publishedAt = firstRevision?.publishedAt;
    return code === 'AS_OF_TOO_EARLY' && typeof publishedAt === 'string' ? publishedAt : [];
  });
  return moments.sort((a, b) => Date.parse(a) - Date.parse(b)).at(-1);
}

const atClientPath =
  (paths: () => ClientPaths) =>
  ({ message, path }: ValueCompletion): ValueCompletion => ({ message, path: paths().truncate(path) });

const sortKey = ({ path, message }: ExecutionError): string => `${pathKey(path ?? [])} ${message}`;
const byPath = (a: ExecutionError, b: ExecutionError): number => (sortKey(a) < sortKey(b) ? -1 : 1);
const numbersOf = (reported: RevisionsOf) =>
  Object.fromEntries(
    [...reported].map(([name, id]): [string, number] => [name, numberOf(id)]).sort(([a], [b]) => (a < b ? -1 : 1)),
  );

function graphqlError({ message, path, extensions, cause }: ExecutionError, paths: () => ClientPaths): GraphQLError {
  const originalError = cause instanceof Error ? cause : undefined;
  return new GraphQLError(message, {
    path: path && paths().truncate(path),
    extensions: { ...extensions },
    originalError,
  });
}

/**
 * Returns a filter that keeps the values no known error explains. An error explains the values at its own path and below
 * it, and a null above it, to which a non-null violation propagated in a subgraph.
 */
function isUnexplainedBy(errors: readonly ExecutionError[]): (value: UnexplainedValue) => boolean {
  const paths = new Set<string>();
  const prefixes = new Set<string>();
  for (const { path } of errors) {
    if (!path) continue;
    paths.add(pathKey(path));
    for (let length = 1; length < path.length; length++) prefixes.add(pathKey(path.slice(0, length)));
  }
  return ({ path, isCertain }) => {
    if (isCertain) return true;
    if (prefixes.has(pathKey(path))) return false;
    for (let length = 1; length <= path.length; length++) if (paths.has(pathKey(path.slice(0, length)))) return false;
    return true;
  };
}
