import { faultOf } from '../run/call.js';
import type { AnswerPath } from '../run/paths.js';
import type { Fault } from './faults.js';
import type { Taken } from './taken.js';

/** A place of the answer that is empty, or holds what it must not, for no reason that was told. */
export interface Lack {
  readonly path: AnswerPath;
  /** What is told where nobody is found to blame; where left out, nothing is. */
  readonly fault?: Fault;
  /** It is told, whatever is told below or above it. */
  readonly certain: boolean;
}

interface Culprit {
  readonly at: AnswerPath;
  /** How many steps of it lead to the object or item that is not as it should be. */
  readonly scope: number;
  readonly fault: Fault;
}

const mostCulprits = 10_000;

/** Tells each lack in the name of the subgraph whose answer was wrong there, or nearest to it. */
export function blame(lacks: readonly Lack[], taken: readonly Taken[]): Fault[] {
  const culprits = taken.flatMap(culpritsOf).slice(0, mostCulprits);
  return distinct(lacks).flatMap(({ path, fault }) => {
    const culprit = nearest(path, culprits);
    return culprit ? [{ ...culprit.fault, path }] : fault ? [{ ...fault, path }] : [];
  });
}

function culpritsOf(answer: Taken): Culprit[] {
  return answer.wrongs.flatMap((wrong) => {
    const fault = faultOf(wrong, answer.service);
    return answer.placesOf(wrong.path).map((at) => ({ at, scope: scopeOf(at), fault }));
  });
}

/** A field that is never null may be found wanting twice: what has something to tell goes before. */
function distinct(lacks: readonly Lack[]): readonly Lack[] {
  const byPlace = new Map<string, Lack>();
  for (const lack of lacks) {
    const place = JSON.stringify(lack.path);
    if (lack.fault || !byPlace.has(place)) byPlace.set(place, lack);
  }
  return [...byPlace.values()];
}

/** Of what is wrong in an object that holds the lack's, or is held by it: an entity may be asked for by what lies deep in it. */
function nearest(path: AnswerPath, culprits: readonly Culprit[]): Culprit | undefined {
  let [found, most] = [undefined as Culprit | undefined, 0];
  for (const culprit of culprits) {
    const shared = sharedBy(path, culprit.at);
    if (shared > most && shared >= Math.min(culprit.scope, scopeOf(path))) [found, most] = [culprit, shared];
  }
  return found;
}

const scopeOf = (path: AnswerPath): number => (typeof path.at(-1) === 'number' ? path.length : path.length - 1);

function sharedBy(a: AnswerPath, b: AnswerPath): number {
  let shared = 0;
  while (shared < a.length && shared < b.length && a[shared] === b[shared]) shared++;
  return shared;
}
