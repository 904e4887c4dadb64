import type { Caller } from '../../caller.js';
import type { Data } from '../../record.js';
import type { Absences } from '../fault/absences.js';
import type { Faults } from '../fault/faults.js';
import type { Taken } from '../fault/taken.js';
import type { Revisions } from './revisions.js';

/** One execution of a compiled operation. */
export interface Run {
  /** Merged from every fetch, in the shape of the client's operation plus keys and required fields. */
  readonly data: Data;
  /** As the client sent them, defaults filled in. */
  readonly variables: Data;
  readonly headers: Readonly<Record<string, string>>;
  readonly caller?: Caller;
  /** When its time is up, on the clock of `performance.now()`. */
  readonly deadline?: number;
  readonly faults: Faults;
  readonly absences: Absences;
  /** What the fetches brought, for who has to say whose fault it was. */
  readonly taken: Taken[];
  /** Objects and lists of `data` that stand in several places. */
  readonly united: Set<unknown>;
  readonly revisions: Revisions;
}

export type Step = (run: Run) => void | Promise<void>;
