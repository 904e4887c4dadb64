import { type DirectiveNode, type DocumentNode, type FieldNode, Kind, type SelectionSetNode, visit } from 'graphql';
import type { Data } from '../../record.js';

/** The variables, in order, that decide what of a document is skipped or included. */
export function conditionVariables(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    Directive: (directive) => {
      const value = isCondition(directive) ? ifOf(directive) : undefined;
      if (value?.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names].sort();
}

export function isIncluded(directives: readonly DirectiveNode[] | undefined, variables: Data): boolean {
  if (!directives?.length) return true;
  return directives.every((directive) => {
    if (!isCondition(directive)) return true;
    const value = ifOf(directive);
    const holds = value?.kind === Kind.VARIABLE ? variables[value.name.value] === true : isTrue(value);
    return holds === (directive.name.value === 'include');
  });
}

const typename: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/**
 * The document with its @skip and @include decided. The planner then meets none: it loses its way at a fragment
 * that carries one on the type that it is on, and a plan without conditions is the smaller one.
 */
export function decideConditions(document: DocumentNode, variables: Data): DocumentNode {
  const dropExcluded = ({ directives }: { directives?: readonly DirectiveNode[] }) =>
    isIncluded(directives, variables) ? undefined : null;
  return visit(document, {
    Field: dropExcluded,
    InlineFragment: dropExcluded,
    FragmentSpread: dropExcluded,
    Directive: (directive) => (isCondition(directive) ? null : undefined),
    // An object of which everything is skipped is still an object or null.
    SelectionSet: {
      leave: (set: SelectionSetNode) => (set.selections.length ? undefined : { ...set, selections: [typename] }),
    },
  });
}

const isCondition = ({ name }: DirectiveNode): boolean => name.value === 'skip' || name.value === 'include';
const ifOf = (directive: DirectiveNode) => directive.arguments?.find(({ name }) => name.value === 'if')?.value;
const isTrue = (value: ReturnType<typeof ifOf>): boolean => value?.kind === Kind.BOOLEAN && value.value;
