import { parseExact } from '../exact-json.js';

/** Limits on the shape of one JSON text. */
export interface JsonLimits {
  /** Maximum levels of objects and lists inside each other. */
  readonly maxDepth: number;
  /** Maximum objects and lists. */
  readonly maxObjects: number;
  /** Maximum members of objects and items of lists. */
  readonly maxValues: number;
}

/** The text exceeds a limit. `message` names the limit: `has more than 64 levels`. */
export class JsonLimitError extends Error {}

/** Bytes after which the part of the text that was read is parsed. */
const defaultSegmentBytes = 64 * 1024;

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPEN_LIST, CLOSE_LIST, OPEN_OBJECT, CLOSE_OBJECT] = [0x5b, 0x5d, 0x7b, 0x7d];

/** An object or a list whose end was not read yet. */
interface Frame {
  readonly isObject: boolean;
  /** Offset of its opening bracket. */
  readonly start: number;
  /** Offset of the first byte inside that was not parsed yet. */
  parsedTo: number;
  /** The value; undefined while all of it fits in the unparsed part of an outer frame. */
  value?: Record<string, unknown> | unknown[];
  /** Whether a comma must come next, because the last member was parsed as a frame of its own. */
  needsComma: boolean;
  /** Whether a member must come next, because a comma was read. */
  needsMember: boolean;
}

/**
 * Parses a JSON text while its bytes arrive, in parts of about 64 KiB. Each part is parsed by `parseExact`, so that no
 * part occupies the thread for long, and a text that exceeds a limit is refused before it is complete.
 *
 * `[{"a":1},{"b":[1,2` → the list is parsed up to `{"b"`, which becomes a frame of its own with the list `[1` in it.
 */
export class JsonStream {
  readonly #limits: JsonLimits;
  readonly #segmentBytes: number;
  readonly #frames: Frame[] = [];
  #chunks: Buffer[] = [];
  /** Offset of the first byte of `#chunks` in the text. */
  #base = 0;
  #length = 0;
  #inString = false;
  #isEscaped = false;
  #objects = 0;
  #values = 0;
  #root: { readonly value: unknown; readonly end: number } | undefined;

  constructor(limits: JsonLimits, segmentBytes = defaultSegmentBytes) {
    this.#limits = limits;
    this.#segmentBytes = segmentBytes;
  }

  /** Objects and lists that were read. */
  get objects(): number {
    return this.#objects;
  }

  /**
   * @throws JsonLimitError when the text exceeds a limit
   * @throws SyntaxError when the text is not JSON
   */
  write(chunk: Buffer): void {
    this.#chunks.push(chunk);
    const start = this.#length;
    this.#length += chunk.length;
    let inString = this.#inString;
    let isEscaped = this.#isEscaped;
    for (let i = 0; i < chunk.length; i++) {
      const byte = chunk[i]!;
      if (inString) {
        if (isEscaped) isEscaped = false;
        else if (byte === BACKSLASH) isEscaped = true;
        else if (byte === QUOTE) inString = false;
      } else if (byte === QUOTE) inString = true;
      else if (byte === COMMA) this.#comma(start + i);
      // Every bracket is above 0x5a: digits, white space and colons end here.
      else if (byte < OPEN_LIST) continue;
      else if (byte === OPEN_OBJECT || byte === OPEN_LIST) this.#open(byte === OPEN_OBJECT, start + i);
      else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) this.#close(byte === CLOSE_OBJECT, start + i);
    }
    this.#inString = inString;
    this.#isEscaped = isEscaped;
  }

  /** Returns the value. @throws SyntaxError when the text is not JSON */
  end(): unknown {
    if (!this.#root) return parseExact(this.#text(this.#base, this.#length));
    this.#expectBlank(this.#root.end, this.#length);
    return this.#root.value;
  }

  #open(isObject: boolean, start: number): void {
    const { maxDepth, maxObjects } = this.#limits;
    if (this.#frames.length >= maxDepth) throw new JsonLimitError(`has more than ${maxDepth} levels`);
    if (++this.#objects > maxObjects) throw new JsonLimitError(`has more than ${maxObjects} objects and lists`);
    this.#frames.push({ isObject, start, parsedTo: start + 1, needsComma: false, needsMember: false });
  }

  #comma(at: number): void {
    if (++this.#values > this.#limits.maxValues)
      throw new JsonLimitError(`has more than ${this.#limits.maxValues} values`);
    const depth = this.#frames.length - 1;
    const frame = this.#frames[depth];
    if (!frame) return;
    if (frame.needsComma) {
      this.#expectBlank(frame.parsedTo, at);
      frame.parsedTo = at + 1;
      frame.needsComma = false;
      frame.needsMember = true;
    } else if (at - frame.parsedTo > this.#segmentBytes) {
      this.#materialize(depth);
      this.#parseMembers(frame, at);
      frame.parsedTo = at + 1;
      frame.needsMember = true;
    }
  }

  #close(isObject: boolean, at: number): void {
    const frame = this.#frames.pop();
    if (!frame?.value) return;
    if (frame.isObject !== isObject) throw new SyntaxError('A bracket is closed by one of another kind.');
    if (frame.needsComma) this.#expectBlank(frame.parsedTo, at);
    else if (frame.needsMember || !this.#isBlank(frame.parsedTo, at)) this.#parseMembers(frame, at);
    const outer = this.#frames.at(-1);
    if (!outer) this.#root = { value: frame.value, end: at + 1 };
    else {
      outer.parsedTo = at + 1;
      outer.needsComma = true;
    }
    this.#release(at + 1);
  }

  /** Gives a frame a value of its own, which its outer frame gets as a member. */
  #materialize(depth: number): void {
    const frame = this.#frames[depth]!;
    if (frame.value) return;
    if (depth === 0) {
      if (this.#root) throw new SyntaxError('A second value is after the first.');
      this.#expectBlank(this.#base, frame.start);
      frame.value = frame.isObject ? {} : [];
      return;
    }
    this.#materialize(depth - 1);
    const outer = this.#frames[depth - 1]!;
    if (outer.needsComma) throw new SyntaxError('A comma is missing.');
    frame.value = frame.isObject ? {} : [];
    this.#parseMembers(outer, frame.start, frame.value);
    outer.parsedTo = frame.start;
    outer.needsMember = false;
    this.#release(frame.start);
  }

  /** Parses the members of a frame up to `end`. The last member is `last`, if given: its text starts at `end`. */
  #parseMembers(frame: Frame, end: number, last?: unknown): void {
    const text = this.#text(frame.parsedTo, end);
    const members = parseExact(
      `${frame.isObject ? '{' : '['}${text}${last === undefined ? '' : 'null'}${frame.isObject ? '}' : ']'}`,
    ) as Record<string, unknown> | unknown[];
    if (Array.isArray(members)) {
      if (members.length === 0) throw new SyntaxError('A member is missing.');
      if (last !== undefined) members[members.length - 1] = last;
      for (const member of members) (frame.value as unknown[]).push(member);
      return;
    }
    const names = Object.keys(members);
    if (names.length === 0) throw new SyntaxError('A member is missing.');
    if (last !== undefined) setOwn(members, lastNameOf(text), last);
    for (const name of names) setOwn(frame.value as Record<string, unknown>, name, members[name]);
  }

  #text(start: number, end: number): string {
    const bytes = this.#bytes();
    return bytes.toString('utf8', start - this.#base, end - this.#base);
  }

  #isBlank(start: number, end: number): boolean {
    return this.#text(start, end).trim() === '';
  }

  #expectBlank(start: number, end: number): void {
    if (!this.#isBlank(start, end)) throw new SyntaxError('A value is where only white space is expected.');
  }

  #bytes(): Buffer {
    if (this.#chunks.length > 1) this.#chunks = [Buffer.concat(this.#chunks)];
    return this.#chunks[0] ?? Buffer.alloc(0);
  }

  /** Drops the bytes before an offset, which were parsed. */
  #release(before: number): void {
    this.#chunks = [this.#bytes().subarray(before - this.#base)];
    this.#base = before;
  }
}

/** The name of the member whose value comes after the text: `"a":1,"b":` → `b`. */
function lastNameOf(text: string): string {
  const [, name = '""'] = /("(?:[^"\\]|\\.)*")\s*:\s*$/.exec(text) ?? [];
  return JSON.parse(name) as string;
}

/** An own property also for the name `__proto__`, as `JSON.parse` does. */
function setOwn(object: Record<string, unknown>, name: string, value: unknown): void {
  if (name === '__proto__') Object.defineProperty(object, name, { value, ...plainProperty });
  else object[name] = value;
}

const plainProperty = { writable: true, enumerable: true, configurable: true };
