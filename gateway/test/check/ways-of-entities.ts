import { Kind } from 'graphql';
import type { EntitySlot, FetchPlan, Required, Rewrite } from '../../src/engine/plan/plan.js';
import { breakSlot, missing } from './break-slot.js';
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
import { breakFetch, neededFields, type Way } from './way.js';

const isName = ({ name }: { readonly name: string }): boolean => name === '__typename';

/** Whether each representation of the slot has one field beside its name. */
const hasOneField = ({ requires }: EntitySlot): boolean =>
  requires.length === 1 && requiredFields(requires).filter((it) => !isName(it)).length === 1;

/** Changes of what is sent of entities. */
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
    because: /has no __typename|^No fetch has/,
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
