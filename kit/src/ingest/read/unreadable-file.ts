/** A file of which no more rows can be told apart. */
export class UnreadableFile extends Error {
  constructor(
    readonly found: string,
    readonly line: number | undefined,
    readonly expected: string,
    readonly tip?: string,
  ) {
    super(`${found} on line ${line}; expected ${expected}`);
  }
}
