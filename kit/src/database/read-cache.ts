type Key = string | number;

/** What was read of one thing at one revision, by key. */
interface Shelf {
  readonly values: Map<Key, Promise<unknown>>;
  bytes: number;
}

/**
 * What was read of a subgraph at revisions, as much of it as fits into a number of bytes; what was not asked for longest
 * goes first. Rows of a revision never change, so nothing here is ever out of date. It is handed out as it is, again and
 * again: nobody may write into it.
 */
export class ReadCache {
  readonly #shelves = new Map<string, Shelf>();
  readonly #names = new WeakMap<object, number>();
  #named = 0;
  #bytes = 0;

  constructor(private readonly maxBytes: number) {}

  get bytes(): number {
    return this.#bytes;
  }

  /** The place of what `reader` reads at a revision, in one of its variants. */
  at(revision: number, reader: object, variant: string): Reads {
    const name = `${revision} ${this.#nameOf(reader)} ${variant}`;
    const shelf = this.#shelves.get(name);
    if (shelf) {
      // A Map iterates in the order of insertion: its first key is the one that was used longest ago.
      this.#shelves.delete(name);
      this.#shelves.set(name, shelf);
    }
    return {
      get: (key) => shelf?.values.get(key),
      keep: (values) => {
        if (this.maxBytes > 0) this.#keep(name, values);
      },
    };
  }

  /** What is asked for next is read anew. */
  clear(): void {
    this.#shelves.clear();
    this.#bytes = 0;
  }

  #keep(name: string, values: Iterable<readonly [Key, unknown]>): void {
    const shelf = this.#shelves.get(name) ?? { values: new Map(), bytes: 0 };
    this.#shelves.set(name, shelf);
    for (const [key, value] of values) {
      if (shelf.values.has(key)) continue;
      const bytes = weigh(key) + weigh(value);
      shelf.values.set(key, Promise.resolve(value));
      shelf.bytes += bytes;
      this.#bytes += bytes;
    }
    for (const [oldest, { bytes }] of this.#shelves) {
      if (this.#bytes <= this.maxBytes) return;
      this.#shelves.delete(oldest);
      this.#bytes -= bytes;
    }
  }

  #nameOf(reader: object): number {
    const name = this.#names.get(reader) ?? ++this.#named;
    this.#names.set(reader, name);
    return name;
  }
}

export interface Reads {
  get(key: Key): Promise<unknown> | undefined;
  keep(values: Iterable<readonly [Key, unknown]>): void;
}

const OBJECT_BYTES = 48;

/** About how many bytes a value takes. What a row leads to is mostly what other rows lead to: it is not entered. */
function weigh(value: unknown, isRow = true): number {
  if (typeof value === 'string') return 16 + value.length;
  if (typeof value !== 'object' || value === null) return 8;
  let bytes = OBJECT_BYTES;
  if (Array.isArray(value)) for (const each of value) bytes += weigh(each, isRow);
  else if (value instanceof Map) for (const [key, each] of value) bytes += weigh(key) + weigh(each, isRow);
  else if (isRow) for (const name in value) bytes += weigh((value as Record<string, unknown>)[name], false);
  return bytes;
}
