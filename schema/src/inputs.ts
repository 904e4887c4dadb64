// What graphql-js does not compare: defaults of input fields, types and defaults of directives' arguments.
import {
  astFromValue,
  type GraphQLArgument,
  type GraphQLInputField,
  type GraphQLInputType,
  type GraphQLSchema,
  isInputObjectType,
  isListType,
  isNonNullType,
  print,
} from 'graphql';
import type { SchemaChange } from './change.js';

type Input = GraphQLArgument | GraphQLInputField;
interface Pair {
  readonly coordinate: string;
  readonly before: Input;
  readonly after: Input;
}

export function breakingDirectiveArguments(before: GraphQLSchema, after: GraphQLSchema): SchemaChange[] {
  return directiveArguments(before, after)
    .filter((pair) => !accepts(pair.after.type, pair.before.type))
    .map(({ coordinate, before: was, after: is }) => ({
      coordinate,
      kind: 'DIRECTIVE_ARG_CHANGED_KIND',
      sentence: `${coordinate}: the argument has changed type from ${was.type} to ${is.type}.`,
    }));
}

export function changedInputDefaults(before: GraphQLSchema, after: GraphQLSchema): SchemaChange[] {
  const fields = inputFields(before, after).map((pair) => ({ ...pair, kind: 'INPUT_FIELD_DEFAULT_VALUE_CHANGE' }));
  const args = directiveArguments(before, after).map((pair) => ({
    ...pair,
    kind: 'DIRECTIVE_ARG_DEFAULT_VALUE_CHANGE',
  }));
  return [...fields, ...args].flatMap(({ coordinate, kind, before: was, after: is }) => {
    const [old, now] = [defaultText(was), defaultText(is)];
    return old === now
      ? []
      : [{ coordinate, kind, sentence: `${coordinate}: the default has changed from ${old} to ${now}.` }];
  });
}

function inputFields(before: GraphQLSchema, after: GraphQLSchema): Pair[] {
  return Object.values(before.getTypeMap()).flatMap((old) => {
    const now = after.getType(old.name);
    if (!isInputObjectType(old) || !isInputObjectType(now)) return [];
    const fields = now.getFields();
    return pairs(
      Object.values(old.getFields()),
      (name) => fields[name],
      (name) => `${old.name}.${name}`,
    );
  });
}

function directiveArguments(before: GraphQLSchema, after: GraphQLSchema): Pair[] {
  return before.getDirectives().flatMap((old) => {
    const now = after.getDirective(old.name);
    return pairs(
      old.args,
      (name) => now?.args.find((it) => it.name === name),
      (name) => `@${old.name}(${name}:)`,
    );
  });
}

function pairs(
  olds: readonly Input[],
  find: (name: string) => Input | undefined,
  coordinate: (name: string) => string,
): Pair[] {
  return olds.flatMap((before) => {
    const after = find(before.name);
    return after ? [{ coordinate: coordinate(before.name), before, after }] : [];
  });
}

/** Whether every value of the old type is one of the new. */
function accepts(now: GraphQLInputType, old: GraphQLInputType): boolean {
  if (isNonNullType(now)) return isNonNullType(old) && accepts(now.ofType, old.ofType);
  if (isNonNullType(old)) return accepts(now, old.ofType);
  if (isListType(now)) return isListType(old) ? accepts(now.ofType, old.ofType) : accepts(now.ofType, old);
  return !isListType(old) && now.toString() === old.toString();
}

function defaultText({ defaultValue, type }: Input): string {
  const node = defaultValue === undefined ? undefined : astFromValue(defaultValue, type);
  return node ? print(node) : 'none';
}
