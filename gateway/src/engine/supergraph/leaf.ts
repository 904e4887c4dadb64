import { type GraphQLLeafType, isEnumType } from 'graphql';

/** Result of a check: the value is not of its type. */
export const invalid = Symbol('invalid');
/** Result of a check: the API schema does not have this enum value, because it is @inaccessible or not in every subgraph. */
export const notInApi = Symbol('not in the API schema');

/** Returns the value for the client, or one of the two symbols above. The value is neither null nor undefined. */
export type LeafCheck = (value: unknown) => unknown;

/** Compiles the check of a scalar or an enum. */
export function leafCheck(type: GraphQLLeafType): LeafCheck {
  if (!isEnumType(type)) return scalarChecks[type.name] ?? ((value) => value);
  const known = new Set<unknown>(type.getValues().map(({ name }) => name));
  return (value) => (known.has(value) ? value : typeof value === 'string' ? notInApi : invalid);
}

const scalarChecks: Readonly<Record<string, LeafCheck>> = {
  String: (value) => (typeof value === 'string' ? value : isNumberOrBoolean(value) ? String(value) : invalid),
  ID: (value) => (typeof value === 'string' ? value : Number.isSafeInteger(value) ? String(value) : invalid),
  Int: (value) => (typeof value === 'number' && (value | 0) === value ? value : invalid),
  Float: (value) => (typeof value === 'number' ? value : invalid),
  Boolean: (value) => (typeof value === 'boolean' ? value : invalid),
};

const isNumberOrBoolean = (value: unknown): boolean => typeof value === 'number' || typeof value === 'boolean';
