import type { Pool } from 'pg';

/** What connections are for; `write` is both where there is no replica. */
export type Use = 'read' | 'write';

/** The pools of one database, as they are made. */
export class Connections {
  readonly #pools = new Map<Use, { readonly pool: Pool; taken: number }>();

  add(use: Use, pool: Pool): void {
    const counted = { pool, taken: 0 };
    pool.on('acquire', () => counted.taken++);
    this.#pools.set(use, counted);
  }

  /** How they are used at this moment, and how often one has been taken. */
  now() {
    return [...this.#pools].map(([use, { pool, taken }]) => ({
      use,
      taken,
      states: { used: pool.totalCount - pool.idleCount, idle: pool.idleCount, waiting: pool.waitingCount },
    }));
  }
}
