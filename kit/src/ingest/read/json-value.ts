import { LIST_SEPARATOR } from '../cell.js';

/** A JSON text that cannot be parsed, and where. */
export class JsonSyntaxError extends Error {}

const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
/** Python writes NaN and Infinity without quotes. */
const WORD = /true|false|null|NaN|-?Infinity/y;
/** Deeper values are not a row. */
const DEEPEST = 100;
const LONGEST_PREFIX = 1_000;
const SPACE = /[ \t\r\n]*/y;

/** Parses one row of JSON. Numbers keep their published text, such as 0.10 or 1e400. */
export class JsonValueParser {
  #at = 0;
  #depth = 0;
  /** Names that occur twice in the row, after flattening. */
  readonly duplicates: string[] = [];
  /** Names of lists with an element that contains the separator of lists. */
  readonly ambiguous: string[] = [];

  constructor(private readonly text: string) {}

  /** Returns the values by name, with inner objects flattened to names such as `properties.code`, or the cells of an array. */
  row(): Map<string, string> | string[] | undefined {
    this.#skip();
    const first = this.text[this.#at];
    const row = first === '[' ? this.#elements('') : new Map<string, string>();
    if (row instanceof Map) {
      if (first !== '{') return undefined;
      this.#object('', row);
    }
    this.#skip();
    if (this.#at < this.text.length) throw this.#unexpected('the end of the row');
    return row;
  }

  #object(prefix: string, into: Map<string, string> | undefined): void {
    this.#take('{');
    if (this.#taken('}')) return;
    do {
      this.#skip();
      const name = prefix + this.#string();
      this.#take(':');
      this.#skip();
      if (into && this.text[this.#at] === '{' && prefix.length < LONGEST_PREFIX) this.#object(`${name}.`, into);
      else this.#member(name, into);
    } while (this.#taken(','));
    this.#take('}');
  }

  #member(name: string, into: Map<string, string> | undefined): void {
    const value = this.#value(name);
    if (!into) return;
    if (into.has(name)) this.duplicates.push(name);
    into.set(name, value);
  }

  #elements(name: string): string[] {
    this.#take('[');
    const elements: string[] = [];
    if (this.#taken(']')) return elements;
    do elements.push(this.#value(name));
    while (this.#taken(','));
    this.#take(']');
    return elements;
  }

  /** Returns the text of a value: of a list its elements, of an object in a list its JSON. */
  #value(name: string): string {
    if (this.#depth > DEEPEST) throw this.#unexpected(`at most ${DEEPEST} levels of lists and objects`);
    this.#depth += 1;
    const value = this.#valueAt(name);
    this.#depth -= 1;
    return value;
  }

  #valueAt(name: string): string {
    this.#skip();
    const start = this.#at;
    const first = this.text[start];
    if (first === '"') return this.#string();
    if (first === '{') {
      this.#object('', undefined);
      return this.text.slice(start, this.#at);
    }
    if (first === '[') {
      const elements = this.#elements(name);
      if (elements.some((element) => element.includes(LIST_SEPARATOR))) this.ambiguous.push(name);
      return elements.join(LIST_SEPARATOR);
    }
    const scalar = this.#match(NUMBER) ?? this.#match(WORD);
    if (scalar === undefined) throw this.#unexpected('a value');
    return scalar === 'null' ? '' : scalar;
  }

  #string(): string {
    if (this.text[this.#at] !== '"') throw this.#unexpected('a quoted name');
    const start = this.#at;
    let end = this.text.indexOf('"', start + 1);
    for (; end >= 0; end = this.text.indexOf('"', end + 1)) if (!this.#isEscaped(end)) break;
    if (end < 0) throw this.#unexpected('a closing quote');
    this.#at = end + 1;
    const inner = this.text.slice(start + 1, end);
    if (!inner.includes('\\')) return inner;
    try {
      return JSON.parse(`"${inner.replace(/[\n\r\t]/g, (control) => JSON.stringify(control).slice(1, -1))}"`) as string;
    } catch {
      this.#at = start;
      throw this.#unexpected('a text with valid escapes');
    }
  }

  #isEscaped(at: number): boolean {
    let slashes = 0;
    while (this.text[at - 1 - slashes] === '\\') slashes += 1;
    return slashes % 2 === 1;
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const [match] = pattern.exec(this.text) ?? [];
    if (match !== undefined) this.#at += match.length;
    return match;
  }

  #skip(): void {
    if (this.text.charCodeAt(this.#at) > 32) return;
    SPACE.lastIndex = this.#at;
    this.#at += SPACE.exec(this.text)![0].length;
  }

  #taken(mark: string): boolean {
    this.#skip();
    if (this.text[this.#at] !== mark) return false;
    this.#at += 1;
    return true;
  }

  #take(mark: string): void {
    if (!this.#taken(mark)) throw this.#unexpected(`"${mark}"`);
  }

  #unexpected(expected: string): JsonSyntaxError {
    const found = this.text.slice(this.#at, this.#at + 20);
    return new JsonSyntaxError(
      `${expected} at character ${this.#at + 1} of the row, where there is ${found === '' ? 'nothing' : JSON.stringify(found)}`,
    );
  }
}
