/** A file whose rows cannot be separated from some line on. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
  readonly code = 'UNREADABLE';

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
