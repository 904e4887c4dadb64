import { type GraphQLLeafType, isEnumType } from 'graphql';
import { ExactDecimal, hasInfinity, writable } from '../../exact-json.js';

/** Result of a check: the value is not of its type. */
export const invalid = Symbol('invalid');
/** Result of a check: the API schema does not have this enum value, because it is @inaccessible or not in every subgraph. */
export const notInApi = Symbol('not in the API schema');

/** Returns the value for the client, or one of the two symbols above. The value is neither null nor undefined. */
export type LeafCheck = (value: unknown) => unknown;

/** Compiles the check of a scalar or an enum. */
export function leafCheck(type: GraphQLLeafType): LeafCheck {
  if (!isEnumType(type)) return scalarChecks[type.name] ?? customScalar;
  const known = new Set<unknown>(type.getValues().map(({ name }) => name));
  return (value) => (known.has(value) ? value : typeof value === 'string' ? notInApi : invalid);
}

const scalarChecks: Readonly<Record<string, LeafCheck>> = {
  String: (value) => (typeof value === 'string' ? value : textOf(value)),
  ID: (value) => (typeof value === 'string' ? value : isInteger(value) ? String(value) : invalid),
  Int: (value) => (typeof value === 'number' && (value | 0) === value ? value : invalid),
  Float: (value) => finite(typeof value === 'number' ? value : inexactNumber(value)),
  Boolean: (value) => (typeof value === 'boolean' ? value : invalid),
};

/** A custom scalar may have any JSON value. Its numbers reach the client as the subgraph wrote them. */
const customScalar: LeafCheck = (value) => {
  if (typeof value === 'string') return value;
  return hasInfinity(value) ? invalid : writable(value);
};

function textOf(value: unknown): unknown {
  if (value instanceof ExactDecimal) return value.text;
  if (typeof value === 'number') return Number.isFinite(value) ? String(value) : invalid;
  return typeof value === 'boolean' || typeof value === 'bigint' ? String(value) : invalid;
}

const isInteger = (value: unknown): boolean => typeof value === 'bigint' || Number.isSafeInteger(value);

/** Float is a double: a number that no double has is rounded. */
function inexactNumber(value: unknown): number {
  if (typeof value === 'bigint') return Number(value);
  return value instanceof ExactDecimal ? Number(value.text) : Number.NaN;
}

const finite = (value: number): unknown => (Number.isFinite(value) ? value : invalid);
