// What an answer has to look like, by an operation and its schema, and nothing that the engine knows.
import { isDeepStrictEqual } from 'node:util';
import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  type FieldNode,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  type SelectionSetNode,
  visit,
} from 'graphql';

/** With `__typename` everywhere, so that what a value should have is known. */
export function named(document: DocumentNode): DocumentNode {
  const name = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } } as const;
  const leave = (set: SelectionSetNode) => ({ ...set, selections: [...set.selections, name] });
  return visit(document, { SelectionSet: { leave } });
}

/** Whether graphql-js would answer the operation with this, and with nothing else, had it these values. */
export function isOfShape(
  schema: GraphQLSchema,
  document: DocumentNode,
  variableValues: Record<string, unknown>,
  data: unknown,
) {
  const completed = execute({
    schema,
    document,
    variableValues,
    rootValue: data ?? {},
    fieldResolver: (parent, _args, _context, { path }) => (Object.hasOwn(parent, path.key) ? parent[path.key] : null),
    typeResolver: ({ __typename }, _context, { fieldNodes }) => __typename ?? typeAskedFor(fieldNodes, schema),
  }) as ExecutionResult;
  if (data === null) return completed.data === null;
  return !completed.errors && isDeepStrictEqual(JSON.parse(JSON.stringify(completed.data)), data);
}

/** An entity comes without its type: it is of the one that was asked for, or of an interface's first. */
function typeAskedFor([node]: readonly FieldNode[], schema: GraphQLSchema): string | undefined {
  const [only] = node?.selectionSet?.selections ?? [];
  const name = only?.kind === Kind.INLINE_FRAGMENT ? only.typeCondition?.name.value : undefined;
  const type = name === undefined ? undefined : schema.getType(name);
  return isAbstractType(type) ? schema.getPossibleTypes(type)[0]?.name : name;
}

/** Where `part` has null, or nothing, and `whole` a value; a list may be of any length. */
export function nullsOf(part: unknown, whole: unknown, at: readonly string[] = []): (readonly string[])[] {
  if (whole === null || whole === undefined) return [];
  if (part === null || part === undefined) return [at];
  if (typeof whole !== 'object') return typeof part === 'object' ? [at] : [];
  const entries = Array.isArray(part) ? Object.entries(whole).slice(0, part.length) : Object.entries(whole);
  return entries.flatMap(([key, value]) => nullsOf((part as never)[key], value, [...at, key]));
}

/** Whether fields of the operation have these response keys, each below the one before. */
export function isPathOf(path: readonly (string | number)[], document: DocumentNode): boolean {
  let sets = document.definitions.flatMap((it) => (it.kind === Kind.OPERATION_DEFINITION ? [it.selectionSet] : []));
  for (const key of path.filter((step) => typeof step === 'string')) {
    const below = fieldsOf(sets, document).filter((it) => (it.alias ?? it.name).value === key);
    if (!below.length) return false;
    sets = below.flatMap(({ selectionSet }) => selectionSet ?? []);
  }
  return true;
}

function fieldsOf(sets: readonly SelectionSetNode[], document: DocumentNode): FieldNode[] {
  return sets.flatMap(({ selections }) =>
    selections.flatMap((it) => {
      if (it.kind === Kind.FIELD) return [it];
      if (it.kind === Kind.INLINE_FRAGMENT) return fieldsOf([it.selectionSet], document);
      const found = document.definitions.find(
        (other) => other.kind === Kind.FRAGMENT_DEFINITION && other.name.value === it.name.value,
      );
      return found && 'selectionSet' in found ? fieldsOf([found.selectionSet], document) : [];
    }),
  );
}
