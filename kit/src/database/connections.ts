import type { Pool } from 'pg';

/** The use of a connection pool. Without a replica, `write` also serves reads. */
export type PoolUse = 'read' | 'write';

/** Counts the connections of the pools of one database. */
export class Connections {
  readonly #pools = new Map<PoolUse, { readonly pool: Pool; taken: number }>();

  add(use: PoolUse, pool: Pool): void {
    const counted = { pool, taken: 0 };
    pool.on('acquire', () => counted.taken++);
    this.#pools.set(use, counted);
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
