import { CompositionError } from '@cabildo/schema';
import type { Member } from './members.js';

/** The members of a supergraph that composes, and what had to be left out for it. */
export interface Composed {
  readonly supergraphSdl: string;
  readonly members: readonly Member[];
  /** Members that do not compose as they are. Each is held at its last good version, or left out. */
  readonly held: readonly Member[];
  /** Why, a sentence each. */
  readonly faults: readonly string[];
}

export type Compose = (members: readonly Member[]) => Promise<string>;

/**
 * Composes the hub's own subgraphs with those of partners. A partner that does not compose is replaced by its last good
 * version, or left out if it has none, so that the others go on.
 * @param lastGood the versions in the supergraph before, by name
 * @throws CompositionError when the hub's own subgraphs do not compose
 */
export async function composeMembers(
  own: readonly Member[],
  partners: readonly Member[],
  lastGood: ReadonlyMap<string, Member>,
  compose: Compose,
): Promise<Composed> {
  const held: Member[] = [];
  const faults: string[] = [];
  let members = [...partners];
  for (;;) {
    try {
      return { supergraphSdl: await compose([...own, ...members]), members: [...own, ...members], held, faults };
    } catch (error) {
      if (!(error instanceof CompositionError) || members.length === 0) throw error;
      const guilty = guiltyOf(error, members) ?? (await firstThatFails(own, members, compose));
      faults.push(...error.faults.map(({ sentence }) => sentence));
      held.push(...guilty.filter(({ id }) => !held.some((each) => each.id === id)));
      members = members.flatMap((member) => {
        if (!guilty.includes(member)) return [member];
        const good = lastGood.get(member.name);
        return good && good.id !== member.id && !held.some(({ id }) => id === good.id) ? [good] : [];
      });
    }
  }
}

/** The partners that the composition names; undefined if it names none. */
function guiltyOf({ faults }: CompositionError, members: readonly Member[]): Member[] | undefined {
  const named = new Set(faults.flatMap(({ places }) => places.map(({ subgraph }) => subgraph)));
  const guilty = members.filter(({ name }) => named.has(name));
  // Two partners that contradict each other are both named. The one that was registered first stays.
  return guilty.length > 1 ? guilty.slice(1) : guilty.length ? guilty : undefined;
}

async function firstThatFails(own: readonly Member[], members: readonly Member[], compose: Compose) {
  for (let count = 1; count <= members.length; count += 1) {
    try {
      await compose([...own, ...members.slice(0, count)]);
    } catch (error) {
      if (error instanceof CompositionError) return [members[count - 1]!];
      throw error;
    }
  }
  return [members.at(-1)!];
}
