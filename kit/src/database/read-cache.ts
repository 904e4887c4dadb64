type Key = string | number;

/** The values of one reader at one revision, by key. */
interface Entry {
  readonly values: Map<Key, Promise<unknown>>;
  bytes: number;
}

/**
 * Caches what a subgraph read from its tables, within a size limit in bytes; evicts the least recently used entry. Rows
 * of a revision never change, so entries are never stale. Callers get the cached objects themselves and must not modify
 * them.
 */
export class ReadCache {
  readonly #entries = new Map<string, Entry>();
  readonly #readerIds = new WeakMap<object, number>();
  #lastReaderId = 0;
  #bytes = 0;

  constructor(private readonly maxBytes: number) {}

  get bytes(): number {
    return this.#bytes;
  }

  /**
   * Returns the entry of a reader at a revision.
   * @param reader the object that identifies the reads, such as a batch
   * @param variant the arguments of the reader, as text
   */
  at(revision: number, reader: object, variant: string): CachedReads {
    const name = `${revision} ${this.#idOf(reader)} ${variant}`;
    const entry = this.#entries.get(name);
    if (entry) {
      // A Map iterates in insertion order, so the first key is the least recently used one.
      this.#entries.delete(name);
      this.#entries.set(name, entry);
    }
    return {
      get: (key) => entry?.values.get(key),
      store: (values) => {
        if (this.maxBytes > 0) this.#store(name, values);
      },
    };
  }

  /** Removes all entries. */
  clear(): void {
    this.#entries.clear();
    this.#bytes = 0;
  }

  #store(name: string, values: Iterable<readonly [Key, unknown]>): void {
    const entry = this.#entries.get(name) ?? { values: new Map(), bytes: 0 };
    this.#entries.set(name, entry);
    for (const [key, value] of values) {
      if (entry.values.has(key)) continue;
      const bytes = sizeOf(key) + sizeOf(value);
      entry.values.set(key, Promise.resolve(value));
      entry.bytes += bytes;
      this.#bytes += bytes;
    }
    for (const [oldest, { bytes }] of this.#entries) {
      if (this.#bytes <= this.maxBytes) return;
      this.#entries.delete(oldest);
      this.#bytes -= bytes;
    }
  }

  #idOf(reader: object): number {
    const id = this.#readerIds.get(reader) ?? ++this.#lastReaderId;
    this.#readerIds.set(reader, id);
    return id;
  }
}

/** The cached values of one reader at one revision. */
export interface CachedReads {
  get(key: Key): Promise<unknown> | undefined;
  store(values: Iterable<readonly [Key, unknown]>): void;
}

const OBJECT_BYTES = 48;

/** Estimates the memory of a value in bytes. Objects inside a row are not counted: other rows mostly share them. */
function sizeOf(value: unknown, isRow = true): number {
  if (typeof value === 'string') return 16 + value.length;
  if (typeof value !== 'object' || value === null) return 8;
  let bytes = OBJECT_BYTES;
  if (Array.isArray(value)) for (const each of value) bytes += sizeOf(each, isRow);
  else if (value instanceof Map) for (const [key, each] of value) bytes += sizeOf(key) + sizeOf(each, isRow);
  else if (isRow) for (const name in value) bytes += sizeOf((value as Record<string, unknown>)[name], false);
  return bytes;
}
