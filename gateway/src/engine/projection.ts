import type { Data } from '../record.js';
import type { Fault, Faults } from './faults.js';
import type { Owners } from './owners.js';
import type { AnswerPath } from './paths.js';

/** A value that the API does not know, shown as null: told beside the errors, as other gateways do. */
export interface Completion {
  readonly message: string;
  readonly path: AnswerPath;
}

type Shaping<Value> = (value: Value, depth: number, projection: Projection) => unknown;

const mostCompletions = 100;

/** One walk of a projector: where it is, and what it found wanting. */
export class Projection {
  /** The place in the answer; only the first elements, as many as the depth that is passed along, count. */
  readonly path: (string | number)[] = [];
  /** How many errors the walk has told: a null that bubbles up is not told again. */
  told = 0;
  readonly nulls: Fault[] = [];
  readonly completions: Completion[] = [];

  readonly #shaped = new Map<unknown, { readonly by: unknown; readonly out: unknown }>();

  constructor(
    readonly faults: Faults,
    readonly united: ReadonlySet<unknown>,
    readonly owners: Owners,
  ) {}

  /** What stands in several places is shaped once, unless something is amiss with it, which is told at each place. */
  once<Value extends object>(value: Value, depth: number, shape: Shaping<Value>): unknown {
    if (!this.united.has(value)) return shape(value, depth, this);
    const before = this.#shaped.get(value);
    if (before && before.by === shape) return before.out;
    const [told, completions] = [this.told, this.completions.length];
    const out = shape(value, depth, this);
    if (told === this.told && completions === this.completions.length) this.#shaped.set(value, { by: shape, out });
    return out;
  }

  missing(object: Data, key: string, depth: number): void {
    if (!this.faults.unmarked && this.faults.tellMissing(object, key, () => this.#at(depth))) this.told++;
  }

  unexpectedNull(label: string, depth: number): void {
    this.told++;
    const path = this.#at(depth);
    this.nulls.push({
      message: `Cannot return null for non-nullable field ${label}.`,
      path,
      extensions: { code: 'NULL_IN_NON_NULL' },
    });
  }

  invalid(label: string, depth: number): null {
    this.told++;
    const owners = this.owners.of(label);
    const who = owners.length > 0 ? `Subgraph ${owners.map((name) => `"${name}"`).join(' or ')}` : 'A subgraph';
    this.faults.tell({
      message: `${who} answered a value for ${label} that is not of its type.`,
      path: this.#at(depth),
      extensions: { code: 'SUBGRAPH_INVALID_VALUE', ...(owners.length === 1 && { serviceName: owners[0] }) },
    });
    return null;
  }

  unknownHere(label: string, depth: number): null {
    if (this.completions.length < mostCompletions) {
      this.completions.push({ message: `Invalid value found for field ${label}.`, path: this.#at(depth) });
    }
    return null;
  }

  #at(depth: number): AnswerPath {
    return this.path.slice(0, depth);
  }
}
