import type { EntitySlot, Rewrite } from '../../src/engine/plan/plan.js';
import { breakSlot, missing } from './break-slot.js';
import { withSlot } from './plan-edits.js';
import { withUndoneAlias } from './undone-alias.js';
import { breakFetch, neededFields, type Way } from './way.js';

const withoutTypes = (slot: EntitySlot): EntitySlot['paths'] =>
  slot.paths.map((path) => path.filter((it) => 'field' in it));

/** Changes of where entities are, and of what their fetch is called. */
export const waysOfSlots: readonly Way[] = [
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
];
