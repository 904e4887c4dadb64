import { Kind } from 'graphql';
import type { EntitySlot, FetchPlan, Required, Rewrite } from '../../src/engine/plan/plan.js';
import {
  fetchesOf,
  isField,
  keyOf,
  replaced,
  requiredFields,
  withRequired,
  withSelections,
  withSlot,
} from './plan-edits.js';
import type { PlannedOperation } from './planned-operation.js';
import { withUndoneAlias } from './undone-alias.js';
import { breakFetch, neededFields, type Way } from './way.js';

const missing =
  /^No (earlier )?fetch has|is not sent|resolves \w+ by|without any of its fields|has no type|names|is not valid/;

/** Changes one slot of a fetch that brings something that is needed. */
function breakSlot(
  change: (slot: EntitySlot, fetch: FetchPlan, planned: PlannedOperation) => EntitySlot | undefined,
): Way['break'] {
  return breakFetch((fetch, planned, random) => {
    if (fetch.entities.length !== 1 || !neededFields(fetch, planned).length) return undefined;
    const slot = random.pick(fetch.entities);
    const by = change(slot, fetch, planned);
    return by && withSlot(fetch, slot, by);
  });
}

const isName = ({ name }: { readonly name: string }): boolean => name === '__typename';

/** Whether each representation of the slot has one field beside its name. */
const hasOneField = ({ requires }: EntitySlot): boolean =>
  requires.length === 1 && requiredFields(requires).filter((it) => !isName(it)).length === 1;

const withoutTypes = (slot: EntitySlot): EntitySlot['paths'] =>
  slot.paths.map((path) => path.filter((it) => 'field' in it));

/** Changes of what is sent of entities, and of where they are. */
export const waysOfEntities: readonly Way[] = [
  {
    title: 'a representation lacks the key',
    because: missing,
    break: breakSlot((slot) =>
      hasOneField(slot)
        ? { ...slot, requires: withRequired(slot.requires, (it) => (isName(it) ? [it] : [])) }
        : undefined,
    ),
  },
  {
    title: 'a representation lacks its __typename',
    because: /has no __typename/,
    break: breakSlot((slot) => ({
      ...slot,
      inputRewrites: [],
      requires: withRequired(slot.requires, (it) => (isName(it) ? [] : [it])),
    })),
  },
  {
    title: 'a field of a representation is called another',
    because: missing,
    break: breakSlot((slot) =>
      hasOneField(slot)
        ? { ...slot, requires: withRequired(slot.requires, (it) => [isName(it) ? it : { ...it, alias: 'another' }]) }
        : undefined,
    ),
  },
  {
    title: 'a representation has the value of another field',
    because: missing,
    break: breakSlot((slot) =>
      hasOneField(slot)
        ? {
            ...slot,
            requires: withRequired(slot.requires, (it) => [
              isName(it) ? it : { ...it, name: '__typename', alias: it.name },
            ]),
          }
        : undefined,
    ),
  },
  {
    title: 'a representation is of a type that the entity is not',
    because: missing,
    break: breakSlot((slot) => ({
      ...slot,
      requires: slot.requires.map((it) => (it.kind === 'fragment' ? { ...it, type: 'Nothing' } : it)),
    })),
  },
  {
    title: 'an earlier fetch does not bring the key',
    because: missing,
    break: (planned, random) => {
      const keys = fetchesOf(planned.plan).flatMap(({ entities }) =>
        entities.filter(hasOneField).flatMap(({ requires }) => requiredFields(requires).filter((it) => !isName(it))),
      );
      if (!keys.length) return undefined;
      const { name } = random.pick(keys);
      return {
        plan: fetchesOf(planned.plan).reduce(
          (plan, fetch) =>
            replaced(
              plan,
              fetch,
              withSelections(fetch, (node) =>
                isField(node) && keyOf(node) === name
                  ? { ...node, alias: { kind: Kind.NAME, value: 'elsewhere' } }
                  : undefined,
              ),
            )!,
          planned.plan,
        ),
      };
    },
  },
  {
    title: 'an earlier fetch does not bring the __typename of entities',
    because: missing,
    break: (planned) => {
      if (!fetchesOf(planned.plan).some((fetch) => fetch.entities.length && neededFields(fetch, planned).length))
        return undefined;
      const [first] = fetchesOf(planned.plan);
      if (fetchesOf(planned.plan).filter(({ entities }) => !entities.length).length !== 1) return undefined;
      return {
        plan: replaced(
          planned.plan,
          first!,
          withSelections(first!, (node) =>
            isField(node) && node.name.value === '__typename'
              ? { ...node, alias: { kind: Kind.NAME, value: 'elsewhere' } }
              : undefined,
          ),
        ),
      };
    },
  },
  {
    title: 'a path ends above the entities',
    because: missing,
    break: breakSlot((slot) => {
      const paths = slot.paths.map((path) => path.slice(0, -1));
      return paths.every((path) => path.length > 0 && 'field' in path.at(-1)!) &&
        slot.paths.every((path) => 'field' in path.at(-1)!)
        ? { ...slot, paths }
        : undefined;
    }),
  },
  {
    title: 'a path leads nowhere',
    because: missing,
    break: breakSlot((slot) => ({ ...slot, paths: slot.paths.map((path) => [...path, { field: 'nowhere' }]) })),
  },
  {
    title: 'one of several paths is missing',
    because: missing,
    break: breakFetch((fetch, planned) => {
      const slot = fetch.entities.find(
        ({ paths }) => paths.length > 1 && withoutTypes({ ...fetch.entities[0]!, paths }).length > 1,
      );
      if (!slot || new Set(withoutTypes(slot).map((it) => JSON.stringify(it))).size !== slot.paths.length)
        return undefined;
      return neededFields(fetch, planned).length
        ? withSlot(fetch, slot, { ...slot, paths: slot.paths.slice(1) })
        : undefined;
    }),
  },
  {
    title: 'a path has a type condition that the entities do not fulfil',
    because: missing,
    break: breakSlot((slot) => ({ ...slot, paths: slot.paths.map((path) => [...path, { types: ['Nothing'] }]) })),
  },
  {
    title: 'a slot reads another key of the response',
    because: /beside entities/,
    break: breakSlot((slot) => ({ ...slot, responseKey: 'another' })),
  },
  {
    title: 'a slot fills another variable',
    because: /representations|is not sent its variable/,
    break: breakSlot((slot) => ({ ...slot, variable: 'another' })),
  },
  {
    title: 'an alias of the planner is not undone',
    because: missing,
    break: breakFetch((fetch, planned, random) => {
      const by = withUndoneAlias(fetch, planned, random);
      return by && { ...by, outputRewrites: [], entities: fetch.entities };
    }),
  },
  {
    title: 'an alias of the planner is undone to another key',
    because: missing,
    break: breakFetch((fetch, planned, random) => {
      const by = withUndoneAlias(fetch, planned, random);
      const wrong = (list: readonly Rewrite[]): Rewrite[] => list.map((it) => ({ ...it, change: { rename: 'wrong' } }));
      const inSlot = (it: EntitySlot): EntitySlot => ({ ...it, outputRewrites: wrong(it.outputRewrites) });
      return by && { ...by, outputRewrites: wrong(by.outputRewrites), entities: by.entities.map(inSlot) };
    }),
  },
  {
    title: 'an interface object is sent its runtime type',
    because: /has no type|resolves/,
    break: breakFetch((fetch, planned) =>
      fetch.entities.length === 1 &&
      fetch.entities[0]!.inputRewrites.some(isNaming) &&
      isOnlyInterfaceObject(fetch, planned)
        ? withSlot(fetch, fetch.entities[0]!, { ...fetch.entities[0]!, inputRewrites: [] })
        : undefined,
    ),
  },
  {
    title: 'an interface object is sent a name of another type',
    because: /names|has no type/,
    break: breakFetch((fetch) => {
      const slot = fetch.entities.find(({ inputRewrites }) => inputRewrites.some(isNaming));
      return (
        slot &&
        withSlot(fetch, slot, {
          ...slot,
          inputRewrites: slot.inputRewrites.map((it) => ({ ...it, change: { set: 'Query' } })),
        })
      );
    }),
  },
  {
    title: 'an object that a representation has is sent without its fields',
    because: missing,
    break: breakSlot((slot) => {
      const change = (it: Required & { kind: 'field' }) => [it.selections ? { ...it, selections: undefined } : it];
      const isNested = requiredFields(slot.requires).some(({ selections }) => selections);
      return isNested ? { ...slot, requires: withRequired(slot.requires, change) } : undefined;
    }),
  },
];

const isNaming = ({ change }: Rewrite): boolean => 'set' in change && typeof change.set === 'string';

const withInterfaceObject = /type \w+[^{]*@interfaceObject/;

/** Whether the subgraph does not know the implementations by their own names, and others know no objects by the interface's. */
function isOnlyInterfaceObject(fetch: FetchPlan, { subgraphs, plan }: PlannedOperation): boolean {
  const others = fetchesOf(plan).filter((it) => it !== fetch);
  const known = others.some(({ service }) =>
    withInterfaceObject.test(subgraphs.find(({ name }) => name === service)!.sdl),
  );
  if (known) return false;
  const sdl = subgraphs.find(({ name }) => name === fetch.service)!.sdl;
  const types = fetch.entities.flatMap(({ requires }) =>
    requires.flatMap((it) => (it.kind === 'fragment' ? (it.type ?? []) : [])),
  );
  const nested = fetch.entities.flatMap(({ requires }) =>
    requires.flatMap((it) => ('selections' in it ? (it.selections ?? []) : [])),
  );
  const all = [...types, ...nested.flatMap((it) => (it.kind === 'fragment' ? (it.type ?? []) : []))];
  return (
    withInterfaceObject.test(sdl) && all.every((type) => !new RegExp(`type ${type} (?!.*@interfaceObject)`).test(sdl))
  );
}
