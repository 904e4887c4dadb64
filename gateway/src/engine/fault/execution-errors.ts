import type { Data } from '../../record.js';
import type { ResponsePath } from './response-path.js';

/** An error for the client. */
export interface ExecutionError {
  readonly message: string;
  readonly path?: ResponsePath;
  readonly extensions: Readonly<Record<string, unknown>>;
  /** For the log only. */
  readonly cause?: unknown;
}

/** A fetch, or a representation in one, that returned an error instead of data. */
interface FetchFailure {
  readonly error: ExecutionError;
  /** How many errors the response has for it. */
  reported: number;
}

/** Keys of an object that are empty because of a fetch failure. */
interface EmptyKeys {
  readonly failure: FetchFailure;
  readonly keys: ReadonlySet<string>;
}

/** Maximum errors in the response for one fetch failure. A failed fetch may leave thousands of fields empty. */
const maxReports = 100;

/**
 * The errors of a run. A fetch that fails as a whole marks the objects that it was to fill. The projector knows the
 * client's paths: it reports the failure at each field that is empty because of it.
 */
export class ExecutionErrors {
  readonly #errors: ExecutionError[] = [];
  readonly #failures: FetchFailure[] = [];
  readonly #emptyKeys = new WeakMap<object, EmptyKeys[]>();
  /** Undefined until the first error below an entity: most runs have none. */
  #failedKeys?: WeakMap<object, Set<string>>;

  get hasFetchFailures(): boolean {
    return this.#failures.length > 0;
  }

  add(error: ExecutionError): void {
    this.#errors.push(error);
  }

  /**
   * Adds a fetch failure.
   * @param error it is reported with its own path if no field of the response is empty because of it
   * @param objects the objects that the fetch was to fill, with the keys that it was to add
   */
  addFetchFailure(error: ExecutionError, objects: Iterable<{ object: Data; keys: ReadonlySet<string> }>): void {
    const failure: FetchFailure = { error, reported: 0 };
    this.#failures.push(failure);
    for (const { object, keys } of objects) this.#mark(object, { failure, keys });
  }

  /** Marks a key of an object below which an error occurred: if the key is non-null, the object is null. */
  addFailedKey(object: Data, key: string): void {
    this.#failedKeys ??= new WeakMap();
    const keys = this.#failedKeys.get(object);
    if (keys) keys.add(key);
    else this.#failedKeys.set(object, new Set([key]));
  }

  failedKeys(object: Data): ReadonlySet<string> | undefined {
    return this.#failedKeys?.get(object);
  }

  /**
   * Marks an entity that a later fetch could not request, because a required field is empty: its `keys` are empty for
   * the same reason.
   */
  propagate(object: Data, keys: () => ReadonlySet<string>): void {
    const marks = this.#emptyKeys.get(object);
    if (!marks) return;
    for (const failure of new Set(marks.map((mark) => mark.failure))) this.#mark(object, { failure, keys: keys() });
  }

  /**
   * Reports the fetch failure that left `key` of the object empty.
   * @returns false if there is none
   */
  reportEmpty(object: Data, key: string, path: () => ResponsePath): boolean {
    const failure = this.#emptyKeys.get(object)?.find((mark) => mark.keys.has(key))?.failure;
    if (!failure) return false;
    if (failure.reported++ < maxReports) this.#errors.push({ ...failure.error, path: path() });
    return true;
  }

  /** Every error; last come the fetch failures that no field reported. */
  all(): ExecutionError[] {
    const unreported = this.#failures.filter(({ reported }) => reported === 0);
    return [...this.#errors, ...unreported.map(({ error }) => error)];
  }

  #mark(object: Data, mark: EmptyKeys): void {
    const marks = this.#emptyKeys.get(object);
    if (marks) marks.push(mark);
    else this.#emptyKeys.set(object, [mark]);
  }
}
