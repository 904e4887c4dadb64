import type { Data } from '../../record.js';
import type { AnswerPath } from '../run/paths.js';

/** An error on its way to the client. */
export interface Fault {
  readonly message: string;
  readonly path?: AnswerPath;
  readonly extensions: Readonly<Record<string, unknown>>;
  /** For the log; it never reaches the client. */
  readonly cause?: unknown;
}

interface Failure {
  readonly fault: Fault;
  told: number;
}

interface Mark {
  readonly failure: Failure;
  readonly keys: ReadonlySet<string>;
}

/** A failed fetch of thousands of entities is told at this many of the fields that it leaves empty. */
const mostTold = 100;

/**
 * What went wrong in a run. A fetch that fails as a whole marks the objects that it was to fill; the projector,
 * which alone knows the client's paths, tells the failure at each field that is empty because of it.
 */
export class Faults {
  readonly #told: Fault[] = [];
  readonly #failures: Failure[] = [];
  readonly #marks = new WeakMap<object, Mark[]>();
  /** Made for the first: most runs have none, and nothing is to be looked for then. */
  #failed?: WeakMap<object, Set<string>>;

  /** Nothing failed as a whole: there are no marks to look for. */
  get unmarked(): boolean {
    return this.#failures.length === 0;
  }

  tell(fault: Fault): void {
    this.#told.push(fault);
  }

  /** @param fault its path says where the whole fetch belongs, for a failure that no empty field shows */
  fail(fault: Fault, marks: Iterable<{ object: Data; keys: ReadonlySet<string> }>): void {
    const failure: Failure = { fault, told: 0 };
    this.#failures.push(failure);
    for (const { object, keys } of marks) this.#mark(object, { failure, keys });
  }

  /** Something failed in what `key` of the object was to be: where that is never null, the object is none. */
  failIn(object: Data, key: string): void {
    this.#failed ??= new WeakMap();
    const keys = this.#failed.get(object);
    if (keys) keys.add(key);
    else this.#failed.set(object, new Set([key]));
  }

  failedIn(object: Data): ReadonlySet<string> | undefined {
    return this.#failed?.get(object);
  }

  /** An entity that could not be asked for, since what the question needs failed before, lacks `keys` for that reason. */
  spread(object: Data, keys: () => ReadonlySet<string>): void {
    const marks = this.#marks.get(object);
    if (!marks) return;
    for (const failure of new Set(marks.map((mark) => mark.failure))) this.#mark(object, { failure, keys: keys() });
  }

  /** Tells the failure, if there is one, that left `key` of the object empty. */
  tellMissing(object: Data, key: string, path: () => AnswerPath): boolean {
    const failure = this.#marks.get(object)?.find((mark) => mark.keys.has(key))?.failure;
    if (!failure) return false;
    if (failure.told++ < mostTold) this.#told.push({ ...failure.fault, path: path() });
    return true;
  }

  /** Every fault, those of failures that no field has told last. */
  all(): Fault[] {
    return [...this.#told, ...this.#failures.filter(({ told }) => told === 0).map(({ fault }) => fault)];
  }

  #mark(object: Data, mark: Mark): void {
    const marks = this.#marks.get(object);
    if (marks) marks.push(mark);
    else this.#marks.set(object, [mark]);
  }
}
