import type { Rule } from '../../dataset/rule.js';
import { LIMIT_EXCEEDED, UNREADABLE } from '../../dataset/rules.js';

/** A file whose rows cannot be separated from some line on, or that exceeds a limit. */
export class UnreadableFile extends Error {
  override readonly name = 'UnreadableFile';
  readonly code = 'UNREADABLE';

  constructor(
    readonly found: string,
    readonly line: number | undefined,
    readonly expected: string,
    readonly tip?: string,
    readonly rule: Rule = UNREADABLE,
  ) {
    super(
      `The file has ${found}${line === undefined ? '' : ` on line ${line}`}; expected ${expected}.${tip ? ` ${tip}` : ''}`,
    );
  }
}

export const limitExceeded = (found: string, expected: string, line?: number) =>
  new UnreadableFile(found, line, expected, LIMIT_EXCEEDED.tip, LIMIT_EXCEEDED);
