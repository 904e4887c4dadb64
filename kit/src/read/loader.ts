import DataLoader from 'dataloader';
import type { Reads } from '../database/read-cache.js';
import type { Snapshot } from './snapshot.js';
import type { Sources } from './sources.js';

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

/** Reads what its arguments alone say, such as a page of a list: `loads.load(list, '', args)`. */
export const byArguments = <Value, Args>(
  read: (snapshot: Snapshot, args: Args) => Promise<Value>,
): Batch<'', Value, Args> => ({
  read: async (snapshot, _keys, args) => new Map([['', await read(snapshot, args)]]),
  absent: undefined as Value,
});

/** What one request reads by a batch, in one variant of its arguments. */
interface Reading {
  readonly kept: Reads;
  readonly loader: DataLoader<never, never>;
}

/**
 * The batches of one request: each key is read once, and keys that are asked for together are read together. What an
 * earlier request has read at the same revision is not read again, while it is kept.
 */
export class Loads {
  readonly #readings = new Map<unknown, Map<string, Reading>>();

  constructor(
    private readonly snapshot: Snapshot,
    readonly sources: Sources,
  ) {}

  load<Key extends string | number, Value, Args>(
    batch: Batch<Key, Value, Args>,
    key: Key,
    ...[args]: undefined extends Args ? [args?: Args] : [args: Args]
  ): Promise<Value> {
    const { kept, loader } = this.#reading(batch, args as Args);
    return (kept.get(key) as Promise<Value> | undefined) ?? loader.load(key as never);
  }

  #reading<Key extends string | number, Value, Args>(batch: Batch<Key, Value, Args>, args: Args): Reading {
    const variants = this.#readings.get(batch) ?? new Map<string, Reading>();
    this.#readings.set(batch, variants);
    const variant = args === undefined ? '' : JSON.stringify(args);
    const reading = variants.get(variant) ?? this.#begin(batch, args, variant);
    variants.set(variant, reading);
    return reading;
  }

  #begin<Key extends string | number, Value, Args>(batch: Batch<Key, Value, Args>, args: Args, variant: string) {
    const { database, revision } = this.snapshot;
    const kept = database.kept.at(revision, batch, variant);
    const loader = new DataLoader<Key, Value>(async (keys) => {
      const found = await batch.read(this.snapshot, keys, args, this);
      const values = keys.map((key) => (found.has(key) ? found.get(key)! : batch.absent));
      kept.keep(keys.map((key, at) => [key, values[at]]));
      return values;
    });
    return { kept, loader: loader as never };
  }
}
