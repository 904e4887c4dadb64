import type { PoolClient } from 'pg';
import { GrowingTree, type Hash, rootOf } from './merkle.js';
import { hashesIn } from './rows-log.js';

/** Reads the stored row hashes of a revision, chunk by chunk. */
export class StoredHashes {
  readonly #tree = new GrowingTree();
  #chunk = 0;
  #ahead: Hash[] = [];
  #count = 0;
  #whole = true;

  constructor(
    private readonly client: PoolClient,
    private readonly revision: number,
  ) {}

  /** Returns the next hashes without removing them: at least `wanted`, or all that are left. */
  async peek(wanted: number): Promise<readonly Hash[]> {
    while (this.#ahead.length < wanted && (await this.#readChunk()));
    return this.#ahead;
  }

  /** Removes hashes that `peek` returned. */
  drop(count: number): void {
    this.#ahead = this.#ahead.slice(count);
  }

  /** Reads the rest. Returns count and root of all; `whole` is false if a chunk is missing or its root is wrong. */
  async readToEnd(): Promise<{ count: number; root: string; whole: boolean }> {
    while (await this.#readChunk()) this.#ahead = [];
    return { count: this.#count, root: this.#tree.root().toString('hex'), whole: this.#whole };
  }

  async #readChunk(): Promise<boolean> {
    const { rows } = await this.client.query<{ chunk: number; root: Hash; hashes: Buffer }>(
      'select chunk, root, hashes from log_rows where revision = $1 and chunk >= $2 order by chunk limit 1',
      [this.revision, this.#chunk],
    );
    if (!rows[0]) return false;
    const { chunk, root } = rows[0];
    const hashes = hashesIn(rows[0].hashes);
    const computed = rootOf(hashes);
    this.#whole &&= chunk === this.#chunk && root.equals(computed);
    this.#chunk = chunk + 1;
    this.#ahead.push(...hashes);
    this.#count += hashes.length;
    this.#tree.add(computed);
    return true;
  }
}
