import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';

/** A value for each variable of a @skip or @include. */
export type Assignment = ReadonlyMap<string, boolean>;

/** Whether a type condition applies to the object whose fields are collected. */
type Applies = (condition: string) => boolean;

/** One operation of a document with its fragments. */
export class OperationView {
  readonly #fragments = new Map<string, FragmentDefinitionNode>();

  constructor(
    document: DocumentNode,
    readonly node: OperationDefinitionNode,
  ) {
    for (const it of document.definitions)
      if (it.kind === Kind.FRAGMENT_DEFINITION) this.#fragments.set(it.name.value, it);
  }

  /**
   * The fields by response key, as CollectFields of the GraphQL specification gives them.
   * @param assignment undefined: what @skip and @include exclude is collected as well
   */
  collect(sets: readonly SelectionSetNode[], applies: Applies, assignment: Assignment | undefined): Collected {
    const fields: Collected = new Map();
    this.#collect(sets, applies, assignment, fields);
    return fields;
  }

  #collect(sets: readonly SelectionSetNode[], applies: Applies, assignment: Assignment | undefined, into: Collected) {
    for (const selection of sets.flatMap(({ selections }) => selections)) {
      if (assignment && !isIncluded(selection.directives, assignment)) continue;
      if (selection.kind === Kind.FIELD) {
        const key = (selection.alias ?? selection.name).value;
        into.set(key, [...(into.get(key) ?? []), selection]);
        continue;
      }
      const { typeCondition, selectionSet } =
        selection.kind === Kind.INLINE_FRAGMENT ? selection : this.#fragments.get(selection.name.value)!;
      if (!typeCondition || applies(typeCondition.name.value)) this.#collect([selectionSet], applies, assignment, into);
    }
  }
}

/** Response key → the fields that share it. */
export type Collected = Map<string, FieldNode[]>;

export const setsOf = (fields: readonly FieldNode[]): SelectionSetNode[] =>
  fields.flatMap(({ selectionSet }) => selectionSet ?? []);

function isIncluded(directives: readonly DirectiveNode[] = [], assignment: Assignment): boolean {
  return directives.every(({ name, arguments: [condition] = [] }) => {
    if (name.value !== 'skip' && name.value !== 'include') return true;
    const value = condition?.value;
    const isTrue =
      value?.kind === Kind.VARIABLE
        ? assignment.get(value.name.value) === true
        : value?.kind === Kind.BOOLEAN && value.value;
    return isTrue === (name.value === 'include');
  });
}

/** @throws Error if the document has no such operation */
export function operationView(document: DocumentNode, name: string | undefined): OperationView {
  const operations = document.definitions.filter((it) => it.kind === Kind.OPERATION_DEFINITION);
  const node = name === undefined ? operations[0] : operations.find((it) => it.name?.value === name);
  if (!node) throw new Error(`The document has no operation ${name === undefined ? '' : `"${name}"`}.`);
  return new OperationView(document, node);
}
