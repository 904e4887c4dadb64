import { type ExecutionResult, GraphQLError } from 'graphql';
import type { Data } from '../../record.js';
import { blame, type Lack } from '../fault/attribution.js';
import type { Fault } from '../fault/faults.js';
import type { AnswerPath } from '../run/paths.js';
import type { Completion, Projection } from './projection.js';
import type { VisibleKeys } from './visible-keys.js';

/** The client's answer: what was projected, and each fault once, at a path that the client's operation has. */
export function answerOf(data: Data | null, projection: Projection, visible: () => VisibleKeys): ExecutionResult {
  const faults = projection.run.faults.all();
  const lacks = faults.length ? projection.lacks.filter(isUnexplained(faults)) : projection.lacks;
  const unexplained = lacks.length ? blame(lacks, projection.run.taken) : [];
  const { reported, moment, present } = projection.run.revisions;
  // By place, not by which subgraph was the quicker: the same question has the same answer, letter by letter.
  const errors = [...faults, ...unexplained].sort(byPath).map((fault) => errorOf(fault, visible));
  const since = moment === undefined ? undefined : firstMoment(faults);
  const extensions = {
    ...((reported.size || since) && { revisions: Object.fromEntries([...reported].sort(byName)) }),
    ...(moment !== undefined && { asOf: { at: moment, present: [...present].sort(), ...(since && { since }) } }),
    ...(projection.completions.length && { valueCompletion: projection.completions.map(shown(visible)) }),
  };
  return { ...(errors.length && { errors }), data, ...(Object.keys(extensions).length && { extensions }) };
}

/** The first moment that all of a question can be answered as of, where it was asked as of one too early. */
function firstMoment(faults: readonly Fault[]): string | undefined {
  const firsts = faults.flatMap(({ extensions }) => {
    const { code, firstRevision } = (extensions ?? {}) as { code?: unknown; firstRevision?: { publishedAt?: unknown } };
    const at = firstRevision?.publishedAt;
    return code === 'AS_OF_TOO_EARLY' && typeof at === 'string' ? at : [];
  });
  return firsts.sort((a, b) => Date.parse(a) - Date.parse(b)).at(-1);
}

const shown =
  (visible: () => VisibleKeys) =>
  ({ message, path }: Completion): Completion => ({ message, path: visible().truncate(path) });

const placeOf = ({ path, message }: Fault): string => `${keyOf(path ?? [])} ${message}`;
const byPath = (a: Fault, b: Fault): number => (placeOf(a) < placeOf(b) ? -1 : 1);
const byName = ([a]: [string, number], [b]: [string, number]): number => (a < b ? -1 : 1);

function errorOf({ message, path, extensions, cause }: Fault, visible: () => VisibleKeys): GraphQLError {
  const originalError = cause instanceof Error ? cause : undefined;
  return new GraphQLError(message, {
    path: path && visible().truncate(path),
    extensions: { ...extensions },
    originalError,
  });
}

/** A lack needs no error of its own where one is told at the same place, above it, or, bubbled in a subgraph, below it. */
function isUnexplained(faults: readonly Fault[]): (lack: Lack) => boolean {
  const told = new Set<string>();
  const above = new Set<string>();
  for (const { path } of faults) {
    if (!path) continue;
    told.add(keyOf(path));
    for (let length = 1; length < path.length; length++) above.add(keyOf(path.slice(0, length)));
  }
  return ({ path, certain }) => {
    if (certain) return true;
    if (above.has(keyOf(path))) return false;
    for (let length = 1; length <= path.length; length++) if (told.has(keyOf(path.slice(0, length)))) return false;
    return true;
  };
}

const keyOf = (path: AnswerPath): string => JSON.stringify(path);
