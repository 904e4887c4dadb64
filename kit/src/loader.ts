import DataLoader from 'dataloader';
import type { Snapshot } from './snapshot.js';

/** Reads what belongs to many keys at once. Keys that the answer lacks have `absent`. */
export interface Batch<Key extends string | number, Value, Args = undefined> {
  /** @param loads of the same request: what another batch has read is not read again */
  read(snapshot: Snapshot, keys: readonly Key[], args: Args, loads: Loads): Promise<ReadonlyMap<Key, Value>>;
  readonly absent: Value;
}

/** Finds one row for each key, or null. */
export const oneEach = <Key extends string | number, Row, Args = undefined>(
  read: (snapshot: Snapshot, keys: readonly Key[], args: Args, loads: Loads) => Promise<Row[]>,
  keyOf: (row: Row) => Key,
): Batch<Key, Row | null, Args> => ({
  read: async (snapshot, keys, args, loads) =>
    new Map((await read(snapshot, keys, args, loads)).map((row) => [keyOf(row), row])),
  absent: null,
});

/** Finds the rows of each key, in the order in which they were read. */
export const manyEach = <Key extends string | number, Row, Args = undefined>(
  read: (snapshot: Snapshot, keys: readonly Key[], args: Args, loads: Loads) => Promise<Row[]>,
  keyOf: (row: Row) => Key,
): Batch<Key, Row[], Args> => ({
  read: async (snapshot, keys, args, loads) => {
    const groups = new Map<Key, Row[]>();
    for (const row of await read(snapshot, keys, args, loads)) {
      const key = keyOf(row);
      const group = groups.get(key);
      if (group) group.push(row);
      else groups.set(key, [row]);
    }
    return groups;
  },
  absent: [],
});

/** The batches of one request: each key is read once, and keys that are asked for together are read together. */
export class Loads {
  readonly #loaders = new Map<unknown, Map<string, DataLoader<never, never>>>();

  constructor(private readonly snapshot: Snapshot) {}

  load<Key extends string | number, Value, Args>(
    batch: Batch<Key, Value, Args>,
    key: Key,
    ...[args]: undefined extends Args ? [args?: Args] : [args: Args]
  ): Promise<Value> {
    return this.#loader(batch, args as Args).load(key);
  }

  #loader<Key extends string | number, Value, Args>(batch: Batch<Key, Value, Args>, args: Args) {
    const byArgs = this.#loaders.get(batch) ?? new Map<string, DataLoader<never, never>>();
    this.#loaders.set(batch, byArgs);
    const variant = args === undefined ? '' : JSON.stringify(args);
    let loader = byArgs.get(variant) as DataLoader<Key, Value> | undefined;
    if (!loader) {
      loader = new DataLoader<Key, Value>(async (keys) => {
        const found = await batch.read(this.snapshot, keys, args, this);
        return keys.map((key) => (found.has(key) ? found.get(key)! : batch.absent));
      });
      byArgs.set(variant, loader as never);
    }
    return loader;
  }
}
