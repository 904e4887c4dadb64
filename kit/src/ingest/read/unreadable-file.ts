/** A file of which no more rows can be told apart. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';

  constructor(
    readonly found: string,
    readonly line: number | undefined,
    readonly expected: string,
    readonly tip?: string,
  ) {
    super(
      `The file has ${found}${line === undefined ? '' : ` on line ${line}`}; expected ${expected}.${tip ? ` ${tip}` : ''}`,
    );
  }
}
