import type { Socket } from 'node:net';
import type { Pool, PoolClient } from 'pg';

/** The use of a connection pool. Without a replica, `write` also serves reads. */
export type PoolUse = 'read' | 'write';

/** Counts the connections of the pools of one database. */
export class Connections {
  readonly #pools = new Map<PoolUse, { readonly pool: Pool; taken: number }>();
  readonly #clients = new Set<PoolClient>();

  add(use: PoolUse, pool: Pool): void {
    const counted = { pool, taken: 0 };
    pool.on('acquire', () => counted.taken++);
    pool.on('connect', (client) => this.#clients.add(client));
    pool.on('remove', (client) => this.#clients.delete(client));
    this.#pools.set(use, counted);
  }

  /** Closes the sockets of all connections. Running queries fail with the error. */
  destroy(error: Error): void {
    for (const client of this.#clients) socketOf(client)?.destroy(error);
  }

  /** Returns the current state of each pool, and how often a connection was taken from it. */
  now() {
    return [...this.#pools].map(([use, { pool, taken }]) => ({
      use,
      taken,
      states: { used: pool.totalCount - pool.idleCount, idle: pool.idleCount, waiting: pool.waitingCount },
    }));
  }
}

const socketOf = (client: PoolClient): Socket | undefined =>
  (client as { connection?: { stream?: Socket } }).connection?.stream;
