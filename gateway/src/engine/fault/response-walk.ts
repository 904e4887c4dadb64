import type { GatewayErrorCode } from '../../errors.js';
import { type Data, own } from '../../record.js';
import type { SubgraphError } from '../../subgraph/transport.js';

/** Something in an answer that was not asked for in this shape. */
export interface Wrong extends SubgraphError {
  /** Its place in the answer, by the names that the client knows. */
  readonly path: readonly (string | number)[];
}

export type Fault = 'value' | 'type' | 'nothing' | 'null';

/** What is wrong with a value that is not null; what is wrong below it, the walk is told. */
export type Check = (value: unknown, depth: number, walk: Walk) => Fault | undefined;

export interface FieldCheck {
  readonly key: string;
  /** What its key is called once the answer is taken, if not so. */
  readonly renamed: string | undefined;
  readonly label: string;
  /** Whether objects of this type have it whatever their type. */
  readonly sure: boolean;
  readonly nonNull: boolean;
  readonly check: Check;
}

/** An answer of nothing but junk is told at this many places. */
const mostWrongs = 1_000;

const words: Readonly<Record<Fault, (service: string, label: string) => string>> = {
  value: (service, label) => `Subgraph "${service}" answered a value for ${label} that is not of its type.`,
  type: (service, label) => `Subgraph "${service}" answered an object for ${label} of a type that it cannot be.`,
  nothing: (service, label) => `Subgraph "${service}" answered nothing for ${label}, which it was asked for.`,
  null: (_, label) => `Cannot return null for non-nullable field ${label}.`,
};

/** One walk through an answer. */
export class Walk {
  /** The place in the answer; as many elements as the depth that is passed along count. */
  readonly path: (string | number)[] = [];
  readonly wrongs: Wrong[] = [];

  constructor(
    readonly service: string,
    /** Whether what is wrong is taken out of the answer. */
    readonly strips: boolean,
  ) {}

  tell(fault: Fault, label: string, depth: number): void {
    if (this.wrongs.length >= mostWrongs) return;
    const code: GatewayErrorCode = fault === 'null' ? 'NULL_IN_NON_NULL' : 'SUBGRAPH_INVALID_VALUE';
    const message = words[fault](this.service, label);
    this.wrongs.push({ message, path: this.path.slice(0, depth), extensions: { code } });
  }
}

export function checkFields(fields: readonly FieldCheck[], value: Data, depth: number, walk: Walk): void {
  for (const { key, renamed, label, sure, nonNull, check } of fields) {
    const at = renamed !== undefined && !Object.hasOwn(value, key) ? renamed : key;
    const found = own(value, at);
    if (found === undefined && !sure) continue;
    const here = renamed ?? key;
    walk.path[depth] = here;
    const fault = faultOf(found, nonNull, check, depth + 1, walk);
    if (!fault) continue;
    walk.path[depth] = here;
    walk.tell(fault, label, depth + 1);
    // Not null: that would be an answer.
    if (walk.strips) delete value[at];
  }
}

/** @param told what its items are called; where left out, nobody but who asked knows what they are */
export function checkList(item: Check, told?: { readonly label: string; readonly nonNull: boolean }): Check {
  return (value, depth, walk) => {
    if (!Array.isArray(value)) return 'value';
    for (let i = 0; i < value.length; i++) {
      walk.path[depth] = i;
      const fault = faultOf(value[i], told?.nonNull ?? false, item, depth + 1, walk);
      if (!fault) continue;
      walk.path[depth] = i;
      if (told) walk.tell(fault, told.label, depth + 1);
      if (told && walk.strips) value[i] = null;
    }
    return undefined;
  };
}

function faultOf(value: unknown, nonNull: boolean, check: Check, depth: number, walk: Walk): Fault | undefined {
  if (value === undefined) return 'nothing';
  if (value === null) return nonNull ? 'null' : undefined;
  return check(value, depth, walk);
}
