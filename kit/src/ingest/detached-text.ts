/** V8 copies what is shorter. */
const SHORTEST_WINDOW = 13;

/**
 * A text as one of its own. V8 cuts a text out of a longer one as a window on it, and joins texts by pointing at both: who
 * keeps a cell so keeps the piece of the file that it came with.
 */
export const detachText = (text: string): string => (text.length < SHORTEST_WINDOW ? text : ` ${text}`.slice(1));
