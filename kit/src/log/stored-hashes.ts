import type { PoolClient } from 'pg';
import { GrowingTree, type Hash, rootOf } from './merkle.js';
import { hashesIn } from './rows-log.js';

/** The hashes of a revision as they were kept, chunk by chunk. */
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

  /** The next ones, at least `wanted` where there are so many. They stay until taken. */
  async peek(wanted: number): Promise<readonly Hash[]> {
    while (this.#ahead.length < wanted && (await this.#readChunk()));
    return this.#ahead;
  }

  drop(count: number): void {
    this.#ahead = this.#ahead.slice(count);
  }

  /** @returns what all of them lead to; `whole`: whether each chunk stands in its place, with its root */
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
