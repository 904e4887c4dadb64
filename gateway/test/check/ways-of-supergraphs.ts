import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  parse,
  parseValue,
  print,
  visit,
} from 'graphql';
import type { Random } from '../differential/random.js';
import { fetchesOf, fieldsOf } from './plan-edits.js';
import type { PlannedOperation } from './planned-operation.js';
import { neededFields, type Way } from './way.js';

/** A plan that was right is wrong for another supergraph. */
export const waysOfSupergraphs: readonly Way[] = [
  {
    title: 'a key is not resolvable',
    because: /resolves \w+ by|No fetch has/,
    break: (planned) => {
      if (!hasNeededEntities(planned)) return undefined;
      return changed(planned, 'join__type', (it) =>
        argumentOf(it, 'key') ? withArgument(it, 'resolvable', 'false') : it,
      );
    },
  },
  {
    title: 'a field is external',
    because: /@external/,
    break: (planned, random) => changedField(planned, random, (it) => withArgument(it, 'external', 'true')),
  },
  {
    title: 'a field is overridden, and only used in keys',
    because: /@external/,
    break: (planned, random) => changedField(planned, random, (it) => withArgument(it, 'usedOverridden', 'true')),
  },
  {
    title: 'a field is of another subgraph',
    because: /is not valid there|has no field/,
    break: (planned, random) => changedField(planned, random, (it) => withArgument(it, 'graph', 'NOWHERE')),
  },
  {
    title: 'a field requires another',
    because: /requires|@external/,
    break: (planned, random) => changedField(planned, random, (it) => withArgument(it, 'requires', '"missing"')),
  },
  {
    title: 'a field requires what it does with other arguments',
    because: /requires/,
    break: (planned) => {
      const needed = new Set(
        [...neededNames(planned)].filter((name) => alwaysRequires(name, planned.supergraph.document)),
      );
      let done = false;
      const supergraph = visit(planned.supergraph.document, {
        FieldDefinition: (node) => {
          if (!needed.has(node.name.value)) return undefined;
          const directives = node.directives?.map((it) => {
            const text = argumentOf(it, 'requires');
            if (!text || !withNumber.test(text)) return it;
            done = true;
            return withArgument(it, 'requires', JSON.stringify(text.replaceAll(/\(a: \d+\)/g, '(a: 77)')));
          });
          return { ...node, directives };
        },
      });
      return done ? { plan: planned.plan, supergraph: { document: supergraph } } : undefined;
    },
  },
  {
    title: 'a field is not provided',
    because: /@external/,
    break: (planned) => {
      const provided = providedNames(planned);
      const external = fetchesOf(planned.plan).some((fetch) =>
        fieldsOf(fetch.document).some(({ name }) => provided.get(fetch.service)?.has(name.value)),
      );
      return external ? changed(planned, 'join__field', (it) => withoutArgument(it, 'provides')) : undefined;
    },
  },
  {
    title: 'a progressive override is active',
    because: /while the label|@external/,
    break: (planned, random) => {
      const broken = changedField(planned, random, (it) => withArgument(it, 'overrideLabel', '"label"'));
      return broken && { ...broken, labels: new Set(['label']) };
    },
  },
  {
    title: 'a progressive override is not active',
    because: /while the label|@external/,
    break: (planned, random) => {
      const broken = changedField(planned, random, (it) =>
        withArgument(withArgument(it, 'overrideLabel', '"label"'), 'override', '"x"'),
      );
      return broken && { ...broken, labels: new Set() };
    },
  },
  {
    title: 'a type is of another subgraph',
    because: /is not valid there|has no type|No (earlier )?fetch has/,
    break: (planned) => changed(planned, 'join__type', (it) => withArgument(it, 'graph', 'NOWHERE')),
  },
];

const withNumber = /\(a: \d+\)/;

/** Whether each type that has such a field requires for it something with a number as argument. */
function alwaysRequires(field: string, document: DocumentNode): boolean {
  let all = true;
  visit(document, {
    FieldDefinition: ({ name, directives = [] }) => {
      if (name.value === field) all &&= directives.some((it) => withNumber.test(argumentOf(it, 'requires') ?? ''));
    },
  });
  return all;
}

const hasNeededEntities = (planned: PlannedOperation): boolean =>
  fetchesOf(planned.plan).some((fetch) => fetch.entities.length > 0 && neededFields(fetch, planned).length > 0);

const neededNames = (planned: PlannedOperation): Set<string> =>
  new Set(fetchesOf(planned.plan).flatMap((fetch) => neededFields(fetch, planned).map(({ name }) => name.value)));

/** Subgraph → the names of fields that are external there on every type that has them. */
function providedNames({ subgraphs }: PlannedOperation): Map<string, Set<string>> {
  return new Map(
    subgraphs.map(({ name, sdl }) => {
      const external = new Map<string, boolean>();
      visit(parse(sdl), {
        FieldDefinition: ({ name, directives }) => {
          const isExternal = directives?.some((it) => it.name.value === 'external') ?? false;
          external.set(name.value, (external.get(name.value) ?? true) && isExternal);
        },
      });
      const keys = [...sdl.matchAll(/@key\(fields: "([^"]*)"/g)].flatMap(([, set]) => set!.match(/\w+/g) ?? []);
      const isProvided = ([field, isExternal]: [string, boolean]) => isExternal && !keys.includes(field);
      return [name, new Set([...external].filter(isProvided).map(([field]) => field))];
    }),
  );
}

function changed(
  planned: PlannedOperation,
  name: string,
  change: (it: ConstDirectiveNode) => ConstDirectiveNode,
): ReturnType<Way['break']> {
  const document = visit(planned.supergraph.document, {
    Directive: (it) => (it.name.value === name ? change(it as ConstDirectiveNode) : undefined),
  });
  return print(document) === print(planned.supergraph.document)
    ? undefined
    : { plan: planned.plan, supergraph: { document } };
}

/** Changes the join__field of one needed field in every subgraph; a field without one gets one for each graph. */
function changedField(
  planned: PlannedOperation,
  random: Random,
  change: (it: ConstDirectiveNode) => ConstDirectiveNode,
): ReturnType<Way['break']> {
  const names = [...neededNames(planned)];
  if (!names.length) return undefined;
  const field = random.pick(names);
  const graphs = graphsOf(planned.supergraph.document);
  const document: DocumentNode = visit(planned.supergraph.document, {
    FieldDefinition: (node) => {
      if (node.name.value !== field) return withoutProvides(node);
      const own = node.directives?.filter((it) => it.name.value === 'join__field') ?? [];
      const others = node.directives?.filter((it) => it.name.value !== 'join__field') ?? [];
      const all = own.length ? own.filter((it) => it.arguments?.length) : graphs.map(joinField);
      const kept = own.length && !all.length ? own : all.map((it) => change(withoutArgument(it, 'provides')));
      return { ...node, directives: [...others, ...kept] };
    },
  });
  return { plan: planned.plan, supergraph: { document } };
}

/** No path provides the field. */
function withoutProvides(node: FieldDefinitionNode): FieldDefinitionNode {
  return { ...node, directives: node.directives?.map((it) => withoutArgument(it, 'provides')) };
}

function graphsOf(document: DocumentNode): string[] {
  const graphs = document.definitions.find(
    (it) => it.kind === Kind.ENUM_TYPE_DEFINITION && it.name.value === 'join__Graph',
  );
  return graphs?.kind === Kind.ENUM_TYPE_DEFINITION ? (graphs.values ?? []).map(({ name }) => name.value) : [];
}

const joinField = (graph: string): ConstDirectiveNode =>
  withArgument({ kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: 'join__field' } }, 'graph', graph);

function argumentOf({ arguments: given }: ConstDirectiveNode, name: string): string | undefined {
  const value = given?.find((it) => it.name.value === name)?.value;
  return value?.kind === Kind.STRING ? value.value : undefined;
}

function withoutArgument(directive: ConstDirectiveNode, name: string): ConstDirectiveNode {
  return { ...directive, arguments: directive.arguments?.filter((it) => it.name.value !== name) };
}

function withArgument(directive: ConstDirectiveNode, name: string, text: string): ConstDirectiveNode {
  const value = parseValue(text, { noLocation: true }) as never;
  const added = { kind: Kind.ARGUMENT, name: { kind: Kind.NAME, value: name }, value } as const;
  return { ...directive, arguments: [...(withoutArgument(directive, name).arguments ?? []), added] };
}
