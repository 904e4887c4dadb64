import type { Caller } from '../../caller.js';
import type { Data } from '../../record.js';
import type { ExecutionErrors } from '../fault/execution-errors.js';
import type { MissingEntities } from '../fault/missing-entities.js';
import type { ReceivedResponse } from '../fault/received-response.js';
import type { Revisions } from './revisions.js';

/** The state of one execution of an operation. */
export interface Run {
  /** Merged from every fetch: the client's fields, with key fields and required fields in addition. */
  readonly data: Data;
  /** As the client sent them, with defaults. */
  readonly variables: Data;
  readonly headers: Readonly<Record<string, string>>;
  readonly caller?: Caller;
  /** The end of the request's time, in milliseconds on the clock of `performance.now()`. */
  readonly deadline?: number;
  readonly errors: ExecutionErrors;
  readonly missingEntities: MissingEntities;
  /** Subgraph responses, kept to attribute errors to the right subgraph. */
  readonly responses: ReceivedResponse[];
  /** Objects and lists that are at several paths of `data`. */
  readonly shared: Set<unknown>;
  readonly revisions: Revisions;
  /** Subgraphs that are not called, because they responded at two revisions in every attempt. Their fields are null. */
  readonly excluded: ReadonlySet<string>;
}

/** A compiled part of a plan. */
export type Execute = (run: Run) => void | Promise<void>;
