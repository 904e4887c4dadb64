/** A reason why a plan is wrong, in one sentence. Thrown where it is found, returned by the checker. */
export class Violation extends Error {
  override readonly name = 'Violation';
}

export function violation(sentence: string): never {
  throw new Violation(sentence);
}
