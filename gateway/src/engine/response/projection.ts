import { clientError } from '../../errors.js';
import type { Data } from '../../record.js';
import type { UnexplainedValue } from '../fault/attribution.js';
import type { ExecutionError } from '../fault/execution-errors.js';
import type { ResponsePath } from '../fault/response-path.js';
import type { Run } from '../run/run.js';
import type { Owners } from '../supergraph/owners.js';

/** A value that is not in the API schema and became null. It is in `extensions.valueCompletion`, as in other gateways. */
export interface ValueCompletion {
  readonly message: string;
  readonly path: ResponsePath;
}

type Project<Value> = (value: Value, depth: number, projection: Projection) => unknown;

const maxCompletions = 100;
const maxUnexplained = 1_000;
const defaultMaxSize = 16 * 1024 * 1024;
const maxUnauthorized = 1_000;

/** The state of one walk of the projector: the current path and the problems so far. */
export class Projection {
  /** The path of the current value; only the first `depth` elements are valid. */
  readonly path: (string | number)[] = [];
  /** Errors so far. The projector compares it to see whether a null below is reported already. */
  errorCount = 0;
  readonly unexplained: UnexplainedValue[] = [];
  readonly completions: ValueCompletion[] = [];

  /** Shared object → its projection, and the function that projected it. */
  readonly #projected = new Map<
    unknown,
    { readonly project: unknown; readonly result: unknown; readonly size: number }
  >();
  /** Characters of the response so far, at least. A shared object counts at each of its paths. */
  #size = 0;
  #problemCount = 0;
  #unauthorizedCount = 0;

  constructor(
    readonly run: Run,
    readonly owners: Owners,
    readonly maxSize = defaultMaxSize,
  ) {}

  /**
   * Adds characters to the size of the response.
   * @throws GraphQLError RESPONSE_TOO_LARGE
   */
  addSize(characters: number): void {
    this.#size += characters;
    if (this.#size > this.maxSize)
      throw clientError(
        'RESPONSE_TOO_LARGE',
        `The response has more than ${this.maxSize} characters. Request shorter pages or fewer fields.`,
      );
  }

  /** Projects a shared object once. An object with problems is projected at each path, which reports them there. */
  projectOnce<Value extends object>(value: Value, depth: number, project: Project<Value>): unknown {
    if (!this.run.shared.has(value)) return project(value, depth, this);
    const before = this.#projected.get(value);
    if (before && before.project === project) {
      this.addSize(before.size);
      return before.result;
    }
    const count = this.#problemCount;
    const size = this.#size;
    const result = project(value, depth, this);
    if (count === this.#problemCount) this.#projected.set(value, { project, result, size: this.#size - size });
    return result;
  }

  /** Records that no fetch returned `key` of an object. */
  missing(object: Data, key: string, depth: number): void {
    const { errors, missingEntities } = this.run;
    if (errors.hasFetchFailures && errors.reportEmpty(object, key, () => this.#pathTo(depth))) this.#countError();
    else if (missingEntities.serviceWithout(object, key) === undefined) this.#addUnexplained(depth, false);
  }

  /** Records a null, or a missing value, in a non-null position that no error explains yet. */
  unexpectedNull(coordinate: string, depth: number, object?: Data, key = ''): void {
    this.#countError();
    const serviceName = this.run.missingEntities.serviceWithout(object, key);
    const message = `Cannot return null for non-nullable field ${coordinate}.`;
    this.#addUnexplained(depth, false, {
      message,
      extensions: { code: 'NULL_IN_NON_NULL', ...(serviceName && { serviceName }) },
    });
  }

  /** Returns null for a field that the client may not read, and adds an error at its path. */
  unauthorized(depth: number): null {
    this.#countError();
    if (this.#unauthorizedCount++ < maxUnauthorized)
      this.run.errors.add({
        message: 'Unauthorized field or type',
        path: this.#pathTo(depth),
        extensions: { code: 'UNAUTHORIZED_FIELD_OR_TYPE' },
      });
    return null;
  }

  /** Returns a null whose error is reported at a path below it. */
  propagatedNull(): null {
    this.#countError();
    return null;
  }

  /** Records a value that is not of its field's type. */
  invalid(coordinate: string, depth: number): null {
    this.#countError();
    const owners = this.owners.of(coordinate);
    const subject = owners.length > 0 ? `Subgraph ${owners.map((name) => `"${name}"`).join(' or ')}` : 'A subgraph';
    this.#addUnexplained(depth, true, {
      message: `${subject} returned a value for ${coordinate} that is not of its type.`,
      extensions: { code: 'SUBGRAPH_INVALID_VALUE', ...(owners.length === 1 && { serviceName: owners[0] }) },
    });
    return null;
  }

  /** Records an enum value or a __typename that is not in the API schema. Such a __typename may be invalid, too. */
  notInApi(coordinate: string, depth: number, kind: 'type' | 'value'): null {
    this.#problemCount++;
    if (kind === 'type') this.#addUnexplained(depth, false);
    if (this.completions.length < maxCompletions) {
      this.completions.push({ message: `Invalid value found for field ${coordinate}.`, path: this.#pathTo(depth) });
    }
    return null;
  }

  #countError(): void {
    this.errorCount++;
    this.#problemCount++;
  }

  #addUnexplained(depth: number, isCertain: boolean, error?: ExecutionError): void {
    this.#problemCount++;
    if (this.unexplained.length < maxUnexplained)
      this.unexplained.push({ path: this.#pathTo(depth), isCertain, error });
  }

  #pathTo(depth: number): ResponsePath {
    return this.path.slice(0, depth);
  }
}
