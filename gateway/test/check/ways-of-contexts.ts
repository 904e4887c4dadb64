import type { EntitySlot } from '../../src/engine/plan/plan.js';
import { withSlot } from './plan-edits.js';
import { breakFetch, type Way } from './way.js';

/** Changes the slot of a fetch that has contexts. */
function breakContexts(
  change: (slot: EntitySlot, contexts: NonNullable<EntitySlot['contexts']>) => EntitySlot,
): Way['break'] {
  return breakFetch((fetch) => {
    const slot = fetch.entities.find(({ contexts }) => contexts?.length);
    return slot && withSlot(fetch, slot, change(slot, slot.contexts!));
  });
}

/** Changes of what is fetched for objects above, and below the root. */
export const waysOfContexts: readonly Way[] = [
  {
    title: 'a context has no value',
    because: /context|is not sent its variable/,
    break: breakContexts((slot) => ({ ...slot, contexts: [] })),
  },
  {
    title: 'a context is taken from an object that does not set it',
    because: /does not set the context|No earlier fetch/,
    break: breakContexts((slot, contexts) => ({ ...slot, contexts: contexts.map((it) => ({ ...it, depth: 0 })) })),
  },
  {
    title: 'a context is the value of another field',
    because: /context|No earlier fetch/,
    break: breakContexts((slot, contexts) => ({
      ...slot,
      contexts: contexts.map((it) => ({ ...it, selection: [{ kind: 'field', name: 'another' }] })),
    })),
  },
  {
    title: 'root fields below the root are fetched for the root',
    because: /No fetch has|needed|is sent|both at/,
    break: breakFetch((fetch) => (fetch.paths ? { ...fetch, paths: undefined } : undefined)),
  },
  {
    title: 'root fields below the root are fetched for an object of another type',
    because: /is not of the type|No fetch has/,
    break: breakFetch((fetch) =>
      fetch.paths ? { ...fetch, paths: fetch.paths.map((path) => [...path, { field: 'nowhere' }]) } : undefined,
    ),
  },
];
