import type { GatewayErrorCode } from '../../errors.js';
import { type Data, own } from '../../record.js';
import type { SubgraphError } from '../../subgraph/transport.js';
import type { ResponsePath } from './response-path.js';

/** A value in a subgraph's response that does not fit the operation that the subgraph got. */
export interface Violation extends SubgraphError {
  /** In the subgraph's response, with the response keys of the client's operation. */
  readonly path: ResponsePath;
}

/** An invalid value, an impossible __typename, a missing field, a null in a non-null field. */
export type ViolationKind = 'value' | 'type' | 'missing' | 'null';

/** Checks a non-null value. Returns its own violation; those below it are added to the walk. */
export type Check = (value: unknown, depth: number, walk: ResponseWalk) => ViolationKind | undefined;

export interface FieldCheck {
  readonly key: string;
  /** The key after the fetch's aliases are renamed; undefined if it stays the same. */
  readonly renamed: string | undefined;
  /** The schema coordinate of the field. */
  readonly coordinate: string;
  /** Whether every object must have the field. False if it is under a condition that may not apply. */
  readonly isRequired: boolean;
  readonly nonNull: boolean;
  readonly check: Check;
}

/** Maximum violations that are kept of one response. */
const maxViolations = 1_000;

const messages: Readonly<Record<ViolationKind, (service: string, coordinate: string) => string>> = {
  value: (service, coordinate) => `Subgraph "${service}" returned a value for ${coordinate} that is not of its type.`,
  type: (service, coordinate) =>
    `Subgraph "${service}" returned an object for ${coordinate} with a __typename that the field cannot have.`,
  missing: (service, coordinate) => `Subgraph "${service}" returned no value for ${coordinate}, which was requested.`,
  null: (_, coordinate) => `Cannot return null for non-nullable field ${coordinate}.`,
};

/** One check of a response. */
export class ResponseWalk {
  /** The path of the current value; only the first `depth` elements are valid. */
  readonly path: (string | number)[] = [];
  readonly violations: Violation[] = [];

  constructor(
    readonly service: string,
    /** Whether invalid values are removed from the response. */
    readonly strip: boolean,
  ) {}

  add(kind: ViolationKind, coordinate: string, depth: number): void {
    if (this.violations.length >= maxViolations) return;
    const code: GatewayErrorCode = kind === 'null' ? 'NULL_IN_NON_NULL' : 'SUBGRAPH_INVALID_VALUE';
    const message = messages[kind](this.service, coordinate);
    this.violations.push({ message, path: this.path.slice(0, depth), extensions: { code } });
  }
}

export function checkFields(fields: readonly FieldCheck[], object: Data, depth: number, walk: ResponseWalk): void {
  for (const { key, renamed, coordinate, isRequired, nonNull, check } of fields) {
    const actualKey = renamed !== undefined && !Object.hasOwn(object, key) ? renamed : key;
    const value = own(object, actualKey);
    if (value === undefined && !isRequired) continue;
    const clientKey = renamed ?? key;
    walk.path[depth] = clientKey;
    const kind = violationOf(value, nonNull, check, depth + 1, walk);
    if (!kind) continue;
    walk.path[depth] = clientKey;
    walk.add(kind, coordinate, depth + 1);
    // It is deleted, not set to null: a null would be a valid value of the subgraph.
    if (walk.strip) delete object[actualKey];
  }
}

/** @param field the list's field; without it, the violations of items are not added to the walk */
export function checkList(item: Check, field?: { readonly coordinate: string; readonly nonNull: boolean }): Check {
  return (value, depth, walk) => {
    if (!Array.isArray(value)) return 'value';
    for (let i = 0; i < value.length; i++) {
      walk.path[depth] = i;
      const kind = violationOf(value[i], field?.nonNull ?? false, item, depth + 1, walk);
      if (!kind) continue;
      walk.path[depth] = i;
      if (field) walk.add(kind, field.coordinate, depth + 1);
      if (field && walk.strip) value[i] = null;
    }
    return undefined;
  };
}

function violationOf(
  value: unknown,
  nonNull: boolean,
  check: Check,
  depth: number,
  walk: ResponseWalk,
): ViolationKind | undefined {
  if (value === undefined) return 'missing';
  if (value === null) return nonNull ? 'null' : undefined;
  return check(value, depth, walk);
}
