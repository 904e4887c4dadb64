import type { ConstDirectiveNode, ConstValueNode } from 'graphql';
import { Kind } from 'graphql';
import type { Access } from './access.js';

/** One access-control directive of a type or field. */
export type Requirement =
  | { readonly kind: 'authenticated' }
  /** Each inner list is an alternative; the client needs everything in one of them. */
  | { readonly kind: 'scopes' | 'policies'; readonly anyOf: readonly (readonly string[])[] };

/** Equal for equal requirements. */
export const requirementKey = (requirement: Requirement): string => JSON.stringify(requirement);

/** Reads the argument of @requiresScopes or @policy, such as `[["read:a", "read:b"], ["admin"]]`. */
export function readAlternatives(directive: ConstDirectiveNode, argument: 'scopes' | 'policies'): Requirement {
  const value = directive.arguments?.find(({ name }) => name.value === argument)?.value;
  return { kind: argument, anyOf: listOf(value).map((inner) => listOf(inner).map(textOf)) };
}

/** A single value is a list of one, as in input coercion. */
const listOf = (value: ConstValueNode | undefined): readonly ConstValueNode[] =>
  value === undefined ? [] : value.kind === Kind.LIST ? value.values : [value];

const textOf = (value: ConstValueNode): string => ('value' in value ? String(value.value) : '');

/** The policies that requirements name. */
export function policiesOf(requirements: readonly Requirement[]): string[] {
  return [...new Set(requirements.flatMap((it) => (it.kind === 'policies' ? it.anyOf.flat() : [])))];
}

/** @param granted the policies that the client fulfils */
export function isFulfilled(requirement: Requirement, access: Access, granted: ReadonlySet<string>): boolean {
  if (requirement.kind === 'authenticated') return access.isAuthenticated;
  const owned = requirement.kind === 'scopes' ? access.scopes : granted;
  return requirement.anyOf.some((all) => all.every((name) => owned.has(name)));
}
