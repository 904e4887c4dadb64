/**
 * A token of JSON: a string, a bracket, or a number or word. A token that has not arrived completely does not match.
 */
const TOKEN = /[\s,:]*(?:"((?:[^"\\]|\\.)*)"|([{}[\]])|[^\s{}[\],:"]+(?=[\s{}[\],:"]))/gsy;

interface Nest {
  /** The keys that lead to it. */
  path: string[];
  isArray: boolean;
}

/** Reads the JSON before the rows and finds the array of rows. */
export class JsonRowArray {
  /** The paths of the arrays that were skipped. */
  readonly arrays: string[] = [];
  readonly #nests: Nest[] = [];
  #key: string | undefined;

  constructor(private readonly wanted: string | undefined) {}

  /** Returns how far the text was read, and whether the rows begin there. The rest must be passed again. */
  read(text: string): { next: number; found: boolean } {
    TOKEN.lastIndex = 0;
    for (;;) {
      const next = TOKEN.lastIndex;
      const match = TOKEN.exec(text);
      if (!match) return { next, found: false };
      const [, string, mark] = match;
      if (string !== undefined) this.#key = string;
      if (mark === '}' || mark === ']') this.#nests.pop();
      if (mark !== '{' && mark !== '[') continue;
      const nest = this.#open(mark === '[');
      if (!nest.isArray) continue;
      const first = /\s*(\S)/y;
      first.lastIndex = TOKEN.lastIndex;
      const [, begins] = first.exec(text) ?? [];
      if (begins === undefined) return this.#again(next);
      if (this.#holdsRows(nest, begins)) return { next: TOKEN.lastIndex, found: true };
      this.arrays.push(nest.path.join('.') || '(the whole)');
    }
  }

  #open(isArray: boolean): Nest {
    const around = this.#nests.at(-1);
    const path = [...(around?.path ?? []), ...(around && !around.isArray ? [this.#key ?? ''] : [])];
    const nest = { path, isArray };
    this.#nests.push(nest);
    return nest;
  }

  /** The first element of the array has not arrived. */
  #again(next: number): { next: number; found: boolean } {
    this.#nests.pop();
    return { next, found: false };
  }

  #holdsRows({ path }: Nest, begins: string): boolean {
    if (this.wanted !== undefined) return path.join('.') === this.wanted;
    return begins === '{' || begins === '[';
  }
}
