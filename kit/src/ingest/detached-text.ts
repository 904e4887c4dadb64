/** V8 copies shorter substrings. */
const SHORTEST_WINDOW = 13;

/**
 * Returns a copy of a text that shares no memory with other texts. V8 implements a substring as a reference into the
 * longer text, so a cached cell would keep the whole piece of the file in memory.
 */
export const detachText = (text: string): string => (text.length < SHORTEST_WINDOW ? text : ` ${text}`.slice(1));
