import type { Operation } from '../engine/operation.js';

/** How often the operations of one client requested a field. */
export interface FieldUse {
  /** Schema coordinate. */
  readonly coordinate: string;
  readonly clientName: string;
  readonly operationName: string;
  readonly requestCount: number;
}

/** Counts requests by operation and client. A client name is any text that a client sends: their number is bounded. */
const MAX_CLIENTS = 100;
const MAX_NAMES = 500;
const MAX_OPERATIONS = 2_000;
const MAX_ROWS = 50_000;
const MAX_NAME_LENGTH = 64;

/** Names beyond the bounds are counted under this one. */
const OTHER = 'other';

/**
 * Usage of the API's fields, for checks of breaking changes. A request costs one lookup in two maps: fields are looked
 * up when the counts are read.
 */
export class UsageCounter {
  #counts = new Map<Operation, Map<string, number>>();
  #rows = new Map<string, Map<string, Map<string, number>>>();
  #rowCount = 0;
  readonly #clients = new Set<string>();
  readonly #names = new Set<string>();

  /** @param client the name that the client gave itself; undefined if it gave none */
  count(operation: Operation, client: string | undefined): void {
    const name = this.#bounded(this.#clients, MAX_CLIENTS, client ?? 'anonymous');
    let counts = this.#counts.get(operation);
    if (!counts) {
      if (this.#counts.size >= MAX_OPERATIONS) this.#fold();
      counts = new Map();
      this.#counts.set(operation, counts);
    }
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }

  /** Returns the counts since the last call, and starts at zero. */
  drain(): FieldUse[] {
    this.#fold();
    const uses: FieldUse[] = [];
    for (const [coordinate, clients] of this.#rows)
      for (const [clientName, operations] of clients)
        for (const [operationName, requestCount] of operations)
          uses.push({ coordinate, clientName, operationName, requestCount });
    this.#rows = new Map();
    this.#rowCount = 0;
    this.#clients.clear();
    this.#names.clear();
    return uses;
  }

  /** Moves the counts of operations to their fields, so that operations that the engine dropped can be freed. */
  #fold(): void {
    for (const [operation, clients] of this.#counts) {
      const name = this.#bounded(this.#names, MAX_NAMES, operation.name ?? 'anonymous');
      for (const coordinate of operation.fieldCoordinates)
        for (const [client, count] of clients) this.#add(coordinate, client, name, count);
    }
    this.#counts = new Map();
  }

  #add(coordinate: string, client: string, name: string, count: number): void {
    if (this.#rowCount >= MAX_ROWS) [client, name] = [OTHER, OTHER];
    const clients = entry(this.#rows, coordinate, () => new Map<string, Map<string, number>>());
    const operations = entry(clients, client, () => new Map<string, number>());
    const before = operations.get(name);
    if (before === undefined) this.#rowCount += 1;
    operations.set(name, (before ?? 0) + count);
  }

  #bounded(known: Set<string>, max: number, name: string): string {
    if (known.has(name)) return name;
    if (known.size >= max || name.length > MAX_NAME_LENGTH) return OTHER;
    known.add(name);
    return name;
  }
}

function entry<Key, Value>(map: Map<Key, Value>, key: Key, create: () => Value): Value {
  let value = map.get(key);
  if (value === undefined) {
    value = create();
    map.set(key, value);
  }
  return value;
}
