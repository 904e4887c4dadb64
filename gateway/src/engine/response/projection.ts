import type { Data } from '../../record.js';
import type { Lack } from '../fault/attribution.js';
import type { Fault } from '../fault/faults.js';
import type { AnswerPath } from '../run/paths.js';
import type { Run } from '../run/run.js';
import type { Owners } from '../supergraph/owners.js';

/** A value that the API does not know, shown as null: told beside the errors, as other gateways do. */
export interface Completion {
  readonly message: string;
  readonly path: AnswerPath;
}

type Shaping<Value> = (value: Value, depth: number, projection: Projection) => unknown;

const mostCompletions = 100;
const mostLacks = 1_000;

/** One walk of a projector: where it is, and what it found wanting. */
export class Projection {
  /** The place in the answer; only the first elements, as many as the depth that is passed along, count. */
  readonly path: (string | number)[] = [];
  /** How many errors the walk has told: a null that bubbles up is not told again. */
  told = 0;
  readonly lacks: Lack[] = [];
  readonly completions: Completion[] = [];

  readonly #shaped = new Map<unknown, { readonly by: unknown; readonly out: unknown }>();
  #amiss = 0;

  constructor(
    readonly run: Run,
    readonly owners: Owners,
  ) {}

  /** What stands in several places is shaped once, unless something is amiss with it, which is told at each place. */
  once<Value extends object>(value: Value, depth: number, shape: Shaping<Value>): unknown {
    if (!this.run.united.has(value)) return shape(value, depth, this);
    const before = this.#shaped.get(value);
    if (before && before.by === shape) return before.out;
    const amiss = this.#amiss;
    const out = shape(value, depth, this);
    if (amiss === this.#amiss) this.#shaped.set(value, { by: shape, out });
    return out;
  }

  missing(object: Data, key: string, depth: number): void {
    const { faults, absences } = this.run;
    if (!faults.unmarked && faults.tellMissing(object, key, () => this.#at(depth))) this.#told();
    else if (absences.whose(object, key) === undefined) this.#lack(depth, false);
  }

  unexpectedNull(label: string, depth: number, object?: Data, key = ''): void {
    this.#told();
    const serviceName = this.run.absences.whose(object, key);
    const message = `Cannot return null for non-nullable field ${label}.`;
    this.#lack(depth, false, {
      message,
      extensions: { code: 'NULL_IN_NON_NULL', ...(serviceName && { serviceName }) },
    });
  }

  /** A null for a reason that is told where it lies, deeper. */
  bubbled(): null {
    this.#told();
    return null;
  }

  invalid(label: string, depth: number): null {
    this.#told();
    const owners = this.owners.of(label);
    const who = owners.length > 0 ? `Subgraph ${owners.map((name) => `"${name}"`).join(' or ')}` : 'A subgraph';
    this.#lack(depth, true, {
      message: `${who} answered a value for ${label} that is not of its type.`,
      extensions: { code: 'SUBGRAPH_INVALID_VALUE', ...(owners.length === 1 && { serviceName: owners[0] }) },
    });
    return null;
  }

  /** @param kind whose name: that of a type may be none at all */
  unknownHere(label: string, depth: number, kind: 'type' | 'value'): null {
    this.#amiss++;
    if (kind === 'type') this.#lack(depth, false);
    if (this.completions.length < mostCompletions) {
      this.completions.push({ message: `Invalid value found for field ${label}.`, path: this.#at(depth) });
    }
    return null;
  }

  #told(): void {
    this.told++;
    this.#amiss++;
  }

  #lack(depth: number, certain: boolean, fault?: Fault): void {
    this.#amiss++;
    if (this.lacks.length < mostLacks) this.lacks.push({ path: this.#at(depth), certain, fault });
  }

  #at(depth: number): AnswerPath {
    return this.path.slice(0, depth);
  }
}
