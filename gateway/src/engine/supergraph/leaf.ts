import { type GraphQLLeafType, isEnumType } from 'graphql';

/** Stands for a value that is not of its type. */
export const invalid = Symbol('invalid');
/** Stands for an enum value that a subgraph knows and the API does not: @inaccessible, or outside of the intersection. */
export const unknownHere = Symbol('unknown here');

/** Checks a value that is neither null nor undefined. */
export type LeafCheck = (value: unknown) => unknown;

export function leafCheck(type: GraphQLLeafType): LeafCheck {
  if (!isEnumType(type)) return scalarChecks[type.name] ?? ((value) => value);
  const known = new Set<unknown>(type.getValues().map(({ name }) => name));
  return (value) => (known.has(value) ? value : typeof value === 'string' ? unknownHere : invalid);
}

const scalarChecks: Readonly<Record<string, LeafCheck>> = {
  String: (value) => (typeof value === 'string' ? value : isPlain(value) ? String(value) : invalid),
  ID: (value) => (typeof value === 'string' ? value : Number.isSafeInteger(value) ? String(value) : invalid),
  Int: (value) => (typeof value === 'number' && (value | 0) === value ? value : invalid),
  Float: (value) => (typeof value === 'number' ? value : invalid),
  Boolean: (value) => (typeof value === 'boolean' ? value : invalid),
};

const isPlain = (value: unknown): boolean => typeof value === 'number' || typeof value === 'boolean';
