type Kind = 'LF' | 'CRLF' | 'CR';

/** The end of a line: its position, the position after it, and its kind. The end of the text has no kind. */
export interface LineEnd {
  at: number;
  next: number;
  kind?: Kind;
}

/** The next positions of LF and CR, kept between calls with increasing positions. */
export interface LineEndCursor {
  newline: number;
  back: number;
}

/** Returns the end of the line that begins at or contains `from`. Undefined if it has not arrived. */
export function nextLineEnd(
  text: string,
  from: number,
  last: boolean,
  cursor: LineEndCursor = { newline: -1, back: -1 },
): LineEnd | undefined {
  if (cursor.newline < from) cursor.newline = indexOr(text, '\n', from);
  if (cursor.back < from) cursor.back = indexOr(text, '\r', from);
  const at = Math.min(cursor.newline, cursor.back);
  if (at === text.length) return last ? { at, next: at } : undefined;
  if (at === cursor.newline) return { at, next: at + 1, kind: 'LF' };
  // A CR at the end of a piece may be the first half of a CRLF.
  if (at + 1 === text.length && !last) return undefined;
  return text[at + 1] === '\n' ? { at, next: at + 2, kind: 'CRLF' } : { at, next: at + 1, kind: 'CR' };
}

const indexOr = (text: string, sought: string, from: number) => {
  const found = text.indexOf(sought, from);
  return found < 0 ? text.length : found;
};

/** Counts the line ends of a file. A CR among other line ends may be meant as a part of a cell. */
export class LineEnds {
  readonly #seen = new Map<Kind, { count: number; first: number }>();

  add({ kind }: LineEnd, line: number): void {
    if (kind === undefined) return;
    const seen = this.#seen.get(kind);
    if (seen) seen.count += 1;
    else this.#seen.set(kind, { count: 1, first: line });
  }

  /** Describes the line ends if some are CR and others are not. */
  mixed(): { line: number; found: string } | undefined {
    if (!this.#seen.has('CR') || this.#seen.size < 2) return undefined;
    const kinds = [...this.#seen].toSorted(([, one], [, other]) => one.count - other.count);
    const found = kinds
      .map(([kind, { count, first }]) => `${kind} in ${count} ${count === 1 ? 'line' : 'lines'}, first in ${first}`)
      .join('; ');
    return { line: kinds[0]![1].first, found };
  }
}
