import { type DirectiveNode, type DocumentNode, type FieldNode, Kind, type SelectionSetNode, visit } from 'graphql';
import type { Data } from '../../record.js';

/** The variables that the @skip and @include directives of a document use, sorted. */
export function conditionVariables(document: DocumentNode): string[] {
  const names = new Set<string>();
  visit(document, {
    Directive: (directive) => {
      const value = isCondition(directive) ? ifArgument(directive) : undefined;
      if (value?.kind === Kind.VARIABLE) names.add(value.name.value);
    },
  });
  return [...names].sort();
}

/** Whether the @skip and @include directives of a selection keep it. */
export function isIncluded(directives: readonly DirectiveNode[] | undefined, variables: Data): boolean {
  if (!directives?.length) return true;
  return directives.every((directive) => {
    if (!isCondition(directive)) return true;
    const value = ifArgument(directive);
    const isMet = value?.kind === Kind.VARIABLE ? variables[value.name.value] === true : isTrue(value);
    return isMet === (directive.name.value === 'include');
  });
}

const typename: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/**
 * Removes the selections that @skip and @include exclude, and the directives themselves. A plan without conditions is
 * smaller, and fetches no field that the client excluded.
 */
export function applyConditions(document: DocumentNode, variables: Data): DocumentNode {
  const dropExcluded = ({ directives }: { directives?: readonly DirectiveNode[] }) =>
    isIncluded(directives, variables) ? undefined : null;
  return visit(document, {
    Field: dropExcluded,
    InlineFragment: dropExcluded,
    FragmentSpread: dropExcluded,
    Directive: (directive) => (isCondition(directive) ? null : undefined),
    // An object whose fields are all excluded is fetched too: it may be null.
    SelectionSet: {
      leave: (set: SelectionSetNode) => (set.selections.length ? undefined : { ...set, selections: [typename] }),
    },
  });
}

const isCondition = ({ name }: DirectiveNode): boolean => name.value === 'skip' || name.value === 'include';
const ifArgument = (directive: DirectiveNode) => directive.arguments?.find(({ name }) => name.value === 'if')?.value;
const isTrue = (value: ReturnType<typeof ifArgument>): boolean => value?.kind === Kind.BOOLEAN && value.value;
