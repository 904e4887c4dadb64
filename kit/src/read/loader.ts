import DataLoader from 'dataloader';
import type { CachedReads } from '../database/read-cache.js';
import type { Snapshot } from './snapshot.js';
import type { Sources } from './sources.js';

/** A batch loader: reads the values of many keys at once. */
export interface Batch<Key extends string | number, Value, Args = undefined> {
  /**
   * Keys missing in the returned map get `absent`.
   * @param loads the loaders of the same request, for values that another batch has already read
   */
  read(snapshot: Snapshot, keys: readonly Key[], args: Args, loads: Loads): Promise<ReadonlyMap<Key, Value>>;
  readonly absent: Value;
}

/** A batch that loads one row per key, or null. */
export const oneEach = <Key extends string | number, Row, Args = undefined>(
  read: (snapshot: Snapshot, keys: readonly Key[], args: Args, loads: Loads) => Promise<Row[]>,
  keyOf: (row: Row) => Key,
): Batch<Key, Row | null, Args> => ({
  read: async (snapshot, keys, args, loads) =>
    new Map((await read(snapshot, keys, args, loads)).map((row) => [keyOf(row), row])),
  absent: null,
});

/** A batch that loads a list of rows per key, in the order of the query. */
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

/** A batch without keys, which depends on its arguments only: `loads.load(list, '', args)`. */
export const byArguments = <Value, Args>(
  read: (snapshot: Snapshot, args: Args) => Promise<Value>,
): Batch<'', Value, Args> => ({
  read: async (snapshot, _keys, args) => new Map([['', await read(snapshot, args)]]),
  absent: undefined as Value,
});

/** The loader of one batch with one set of arguments, in one request. */
interface BatchReading {
  readonly cached: CachedReads;
  readonly loader: DataLoader<never, never>;
}

/**
 * The batch loaders of one request. Each key is read once, and keys requested in the same tick are read in one batch.
 * Values that an earlier request read at the same revision come from the read cache.
 */
export class Loads {
  readonly #readings = new Map<unknown, Map<string, BatchReading>>();

  constructor(
    private readonly snapshot: Snapshot,
    readonly sources: Sources,
  ) {}

  load<Key extends string | number, Value, Args>(
    batch: Batch<Key, Value, Args>,
    key: Key,
    ...[args]: undefined extends Args ? [args?: Args] : [args: Args]
  ): Promise<Value> {
    const { cached, loader } = this.#reading(batch, args as Args);
    return (cached.get(key) as Promise<Value> | undefined) ?? loader.load(key as never);
  }

  #reading<Key extends string | number, Value, Args>(batch: Batch<Key, Value, Args>, args: Args): BatchReading {
    const variants = this.#readings.get(batch) ?? new Map<string, BatchReading>();
    this.#readings.set(batch, variants);
    const variant = args === undefined ? '' : JSON.stringify(args);
    const reading = variants.get(variant) ?? this.#begin(batch, args, variant);
    variants.set(variant, reading);
    return reading;
  }

  #begin<Key extends string | number, Value, Args>(batch: Batch<Key, Value, Args>, args: Args, variant: string) {
    const cached = this.snapshot.cached(batch, variant);
    const loader = new DataLoader<Key, Value>(async (keys) => {
      const found = await batch.read(this.snapshot, keys, args, this);
      const values = keys.map((key) => (found.has(key) ? found.get(key)! : batch.absent));
      cached.store(keys.map((key, at) => [key, values[at]]));
      return values;
    });
    return { cached, loader: loader as never };
  }
}
