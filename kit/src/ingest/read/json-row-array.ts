/** A token of JSON: a string, a bracket, or a number or word. A token that has not arrived completely does not match. */
const TOKEN = /[\s,:\ufeff]*(?:"((?:[^"\\]|\\.)*)"|([{}[\]])|[^\s{}[\],:"]+(?=[\s{}[\],:"]))/gsy;

interface Nest {
  /** The keys that lead to it. */
  path: string[];
  isArray: boolean;
  /** Whether it is an array of rows. Arrays within rows are not counted. */
  hasRows?: boolean;
}

/** Reads the JSON around the rows and finds the array of rows. */
export class JsonRowArray {
  /** The paths of the arrays that were skipped before the array of rows. */
  readonly arrays: string[] = [];
  /** The paths of further arrays of rows after the first. */
  readonly further: string[] = [];
  readonly #nests: Nest[] = [];
  #key: string | undefined;
  #found = false;

  constructor(private readonly wanted: string | undefined) {}

  /** Whether every object and array is closed. */
  get isComplete(): boolean {
    return this.#nests.length === 0;
  }

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
      if (this.#isNewArray(nest, begins)) return { next: TOKEN.lastIndex, found: true };
    }
  }

  /** Called after the last row of the array that was found. */
  leave(): void {
    this.#nests.pop();
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

  /** Returns whether this is the array of rows. Further arrays are only listed. */
  #isNewArray(nest: Nest, begins: string): boolean {
    if (this.#nests.some(({ hasRows }) => hasRows)) return false;
    const path = nest.path.join('.') || '(the whole)';
    if (!this.#isWanted(nest, begins)) {
      if (!this.#found) this.arrays.push(path);
      return false;
    }
    if (this.#found) this.further.push(path);
    else {
      this.#found = true;
      return true;
    }
    nest.hasRows = true;
    return false;
  }

  #isWanted({ path }: Nest, begins: string): boolean {
    if (this.wanted !== undefined) return path.join('.') === this.wanted;
    return begins === '{' || begins === '[';
  }
}
