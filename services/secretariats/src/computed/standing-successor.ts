import type { Authority } from '../authority/authority.js';
import { spans } from '../vocabulary/partial-date.js';

/**
 * The authority that stands in the place of another on a day: the nearest of those that followed it, of whichever
 * generation, that exists then. Null where its task is nobody's on that day, by what is recorded.
 */
export async function standingSuccessor(
  id: string,
  on: string,
  successorsOf: (id: string) => Promise<Authority[]>,
): Promise<Authority | null> {
  const seen = new Set([id]);
  for (let generation = [id]; generation.length > 0; ) {
    const next = (await Promise.all(generation.map(successorsOf))).flat().filter((each) => !seen.has(each.id));
    const standing = next.find(({ validFrom, validTo }) => spans(validFrom, validTo, on));
    if (standing) return standing;
    // A source could say of two that each followed the other.
    generation = [...new Set(next.map((each) => each.id))];
    for (const each of generation) seen.add(each);
  }
  return null;
}
