import { type ArgumentNode, Kind, type ValueNode } from 'graphql';
import type { FetchPlan } from '../../src/engine/plan/plan.js';
import {
  fetchesOf,
  fieldsOf,
  isField,
  keyOf,
  replaced,
  withOperation,
  withoutField,
  withSelections,
} from './plan-edits.js';
import type { PlannedOperation } from './planned-operation.js';
import { breakFetch, neededFields, type Way } from './way.js';

const coverage = /^No (earlier )?fetch has|is sent never|is not sent|resolves \w+ by|without any of its fields/;

/** Changes of one fetch. */
export const waysOfFetches: readonly Way[] = [
  {
    title: 'a field is left out',
    because: coverage,
    break: breakFetch((fetch, planned, random) => {
      const fields = neededFields(fetch, planned);
      const by = fields.length ? withoutField(fetch, random.pick(fields)) : undefined;
      return by && fieldsOf(by.document).length > 0 ? by : undefined;
    }),
  },
  {
    title: 'a fetch is left out',
    because: coverage,
    break: (planned, random) => {
      const found = fetchesWithNeeded(planned);
      return found.length ? { plan: replaced(planned.plan, random.pick(found), undefined) } : undefined;
    },
  },
  {
    title: 'an alias is another',
    because: coverage,
    break: breakFetch((fetch, planned, random) => {
      const fields = neededFields(fetch, planned);
      if (!fields.length) return undefined;
      const key = keyOf(random.pick(fields));
      return withSelections(fetch, (node) =>
        isField(node) && keyOf(node) === key ? { ...node, alias: { kind: Kind.NAME, value: 'elsewhere' } } : undefined,
      );
    }),
  },
  {
    title: 'a field takes the key of another',
    because: /^The client requests|is not sent|resolves \w+ by|is not valid there|^No (earlier )?fetch has|both at/,
    break: breakFetch((fetch, planned, random) => {
      const leaves = neededFields(fetch, planned).filter(({ selectionSet }) => !selectionSet);
      const [a, b] = random.some(leaves, 2);
      if (!a || !b || a.name.value === b.name.value) return undefined;
      const alias = (value: string) => ({ kind: Kind.NAME, value }) as const;
      return withSelections(fetch, (node) => {
        if (!isField(node)) return undefined;
        if (keyOf(node) === keyOf(a)) return { ...node, alias: alias(keyOf(b)) };
        return keyOf(node) === keyOf(b) ? { ...node, alias: alias(keyOf(a)) } : undefined;
      });
    }),
  },
  {
    title: 'an argument has another value',
    because: /^The client requests|is not sent|is not valid there|both at|of the context/,
    break: breakFetch((fetch, planned, random) => {
      const fields = neededFields(fetch, planned).filter(({ arguments: given }) => given?.length);
      if (!fields.length) return undefined;
      const key = keyOf(random.pick(fields));
      return withSelections(fetch, (node) =>
        isField(node) && keyOf(node) === key ? { ...node, arguments: node.arguments?.map(otherValue) } : undefined,
      );
    }),
  },
  {
    title: 'an argument is left out',
    because: /^The client requests|is not sent|is not valid there|both at|of the context/,
    break: breakFetch((fetch, planned, random) => {
      // A default may have the value that was given.
      const fields = neededFields(fetch, planned).filter(({ arguments: given }) =>
        given?.some(({ value }) => isOdd(value)),
      );
      if (!fields.length) return undefined;
      const key = keyOf(random.pick(fields));
      return withSelections(fetch, (node) =>
        isField(node) && keyOf(node) === key
          ? { ...node, arguments: node.arguments?.filter(({ value }) => !isOdd(value)) }
          : undefined,
      );
    }),
  },
  {
    title: 'a type condition is another',
    because: /./,
    break: breakFetch((fetch, planned) => {
      if (!fetch.entities.length || !neededFields(fetch, planned).length) return undefined;
      return withSelections(fetch, (node) =>
        node.kind === Kind.INLINE_FRAGMENT && node.typeCondition
          ? { ...node, typeCondition: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: 'Nothing' } } }
          : undefined,
      );
    }),
  },
  {
    title: 'the subgraph is none of the supergraph',
    because: /^The supergraph has no subgraph/,
    break: breakFetch((fetch) => ({ ...fetch, service: 'nowhere' })),
  },
  {
    title: 'the subgraph is another that lacks the field',
    because: /is not valid there|has no type|no key|resolves|external/,
    break: breakFetch((fetch, planned) => {
      const fields = neededFields(fetch, planned).map(({ name }) => new RegExp(`\\b${name.value}\\b`));
      const other = planned.subgraphs.find(({ sdl }) => fields.some((field) => !field.test(sdl)));
      return other && { ...fetch, service: other.name };
    }),
  },
  {
    title: 'the text of the operation is cut',
    because: /is not GraphQL/,
    break: breakFetch((fetch) => ({ ...fetch, operation: fetch.operation.trimEnd().slice(0, -1) })),
  },
  {
    title: 'the text and the parsed operation differ',
    because: /^The text and the document/,
    break: breakFetch((fetch) => ({
      ...fetch,
      document: withOperation({ ...fetch }, (it) => ({ ...it, definitions: [it.definitions[0]!, ...it.definitions] }))
        .document,
    })),
  },
  {
    title: 'a variable is not sent',
    because: /is not sent its variable/,
    break: breakFetch((fetch) =>
      fetch.variables.length ? { ...fetch, variables: fetch.variables.slice(1) } : undefined,
    ),
  },
  {
    title: 'a variable is another',
    because: /^The client's operation has no variable/,
    break: breakFetch((fetch) => {
      const [name] = fetch.variables;
      if (name === undefined) return undefined;
      const operation = fetch.operation.replaceAll(new RegExp(`\\$${name}\\b`, 'g'), '$another');
      return withOperation({ ...fetch, operation, variables: [...fetch.variables.slice(1), 'another'] }, (it) => it);
    }),
  },
  {
    title: 'a variable has a default that the client does not give',
    because: /the default/,
    break: breakFetch((fetch) => {
      const [name] = fetch.variables;
      if (name === undefined) return undefined;
      const given = new RegExp(`(\\$${name}\\s*:\\s*)(Int|ID)\\s*(?=[,)$])`);
      const operation = fetch.operation.replace(given, '$1$2 = 41');
      return operation === fetch.operation ? undefined : withOperation({ ...fetch, operation }, (it) => it);
    }),
  },
];

function fetchesWithNeeded(planned: PlannedOperation): FetchPlan[] {
  return fetchesOf(planned.plan).filter((fetch) => neededFields(fetch, planned).length > 0);
}

/** A value that no default and no other argument has. */
function otherValue(argument: ArgumentNode): ArgumentNode {
  const { value } = argument;
  if (value.kind === Kind.INT) return { ...argument, value: { ...value, value: '987654' } };
  if (value.kind === Kind.LIST)
    return { ...argument, value: { ...value, values: [...value.values, ...value.values, oddString] } };
  return {
    ...argument,
    value: value.kind === Kind.STRING || value.kind === Kind.NULL ? oddString : { kind: Kind.NULL },
  };
}

const oddString: ValueNode = { kind: Kind.STRING, value: 'another value' };

/** Whether it is a value that no default of the generated types is. */
const isOdd = (value: ValueNode): boolean =>
  value.kind === Kind.STRING || (value.kind === Kind.INT && value.value !== '3');
