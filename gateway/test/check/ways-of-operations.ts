import { type DirectiveNode, Kind, parse, print, visit } from 'graphql';
import type { Plan } from '../../src/engine/plan/plan.js';
import { fetchesOf, fieldsOf, keyOf } from './plan-edits.js';
import type { PlannedOperation } from './planned-operation.js';
import { neededFields, rootKeysOf, type Way } from './way.js';

const on = (name: 'skip' | 'include', variable?: string): DirectiveNode => ({
  kind: Kind.DIRECTIVE,
  name: { kind: Kind.NAME, value: name },
  arguments: [
    {
      kind: Kind.ARGUMENT,
      name: { kind: Kind.NAME, value: 'if' },
      value: variable
        ? { kind: Kind.VARIABLE, name: { kind: Kind.NAME, value: variable } }
        : { kind: Kind.BOOLEAN, value: name === 'skip' },
    },
  ],
});

/** The operation with a directive on every field of these keys, and one more variable. */
function marked(query: string, keys: ReadonlySet<string>, directive: DirectiveNode, variable = ''): string {
  const document = visit(parse(query), {
    Field: (node) => (keys.has(keyOf(node)) ? { ...node, directives: [directive] } : undefined),
    OperationDefinition: (node) => {
      if (!variable) return undefined;
      const [declared] = parse(`query ($${variable}: Boolean!) { a }`).definitions;
      const added = declared?.kind === Kind.OPERATION_DEFINITION ? (declared.variableDefinitions ?? []) : [];
      return { ...node, variableDefinitions: [...(node.variableDefinitions ?? []), ...added] };
    },
  });
  return print(document);
}

/** Fields that the client alone needs. */
function clientKeys(planned: PlannedOperation): string[] {
  const text = JSON.stringify(fetchesOf(planned.plan).map(({ entities }) => entities));
  const all = fetchesOf(planned.plan).flatMap((fetch) => neededFields(fetch, planned));
  const inQuery = new Set(fieldsOf(parse(planned.query)).map(keyOf));
  return all.filter((it) => !it.selectionSet && inQuery.has(keyOf(it)) && !text.includes(`"${keyOf(it)}"`)).map(keyOf);
}

/** A plan that was right is wrong for another operation. */
export const waysOfOperations: readonly Way[] = [
  {
    title: 'a field is fetched that @skip(if: true) excludes',
    because: /conditions of the operation exclude/,
    break: (planned, random) => {
      const keys = clientKeys(planned);
      return keys.length
        ? { plan: planned.plan, query: marked(planned.query, new Set([random.pick(keys)]), on('skip')) }
        : undefined;
    },
  },
  {
    title: 'a field is fetched that @include(if: false) excludes',
    because: /conditions of the operation exclude/,
    break: (planned, random) => {
      const keys = clientKeys(planned);
      return keys.length
        ? { plan: planned.plan, query: marked(planned.query, new Set([random.pick(keys)]), on('include')) }
        : undefined;
    },
  },
  {
    title: 'a field is fetched whatever a variable says',
    because: /conditions of the operation exclude/,
    break: (planned, random) => {
      const keys = clientKeys(planned);
      if (!keys.length) return undefined;
      return {
        plan: planned.plan,
        query: marked(planned.query, new Set([random.pick(keys)]), on('include', 'wanted'), 'wanted'),
      };
    },
  },
  {
    title: 'a condition of the plan is the other way round',
    because: /conditions of the operation exclude|No fetch has|sent/,
    break: (planned) => {
      const keys = new Set(rootKeysOf(planned));
      const plan: Plan = { kind: 'condition', variable: 'wanted', ifFalse: planned.plan };
      return keys.size ? { plan, query: marked(planned.query, keys, on('include', 'wanted'), 'wanted') } : undefined;
    },
  },
  {
    title: 'the client requests one more field',
    because: /^No fetch has|tells a/,
    break: (planned) => {
      const field = neededKeyed(planned);
      if (!field) return undefined;
      const query = print(
        visit(parse(planned.query), {
          SelectionSet: (node) => ({
            ...node,
            selections: node.selections.flatMap((it) =>
              it.kind === Kind.FIELD && keyOf(it) === field
                ? [it, { ...it, alias: { kind: Kind.NAME, value: 'once_more' } } as typeof it]
                : [it],
            ),
          }),
        }),
      );
      return { plan: planned.plan, query };
    },
  },
];

const neededKeyed = (planned: PlannedOperation): string | undefined => clientKeys(planned)[0];
