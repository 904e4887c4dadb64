import type { PoolClient } from 'pg';
import type { RevisionContent } from './content.js';
import { type Entry, entriesOf } from './entries.js';
import { type Hash, leafHash } from './merkle.js';
import { keyText, type RowShape } from './row-shape.js';
import { StoredHashes } from './stored-hashes.js';
import type { Tamperings } from './tampering.js';

/** Compares the rows of a revision with their stored hashes, and these with the leaf. Reports the first row that differs. */
export async function verifyRows(
  client: PoolClient,
  shape: RowShape,
  { revision, rows }: RevisionContent,
  tamperings: Tamperings,
): Promise<void> {
  const stored = new StoredHashes(client, revision);
  const comparison = new Comparison(shape, revision, stored, tamperings);
  for await (const entries of entriesOf(client, shape, revision)) await comparison.take(entries);
  await comparison.end();
  const { count, root, whole } = await stored.readToEnd();
  if (!whole || count !== rows.count || root !== rows.root)
    tamperings.add(
      'ROWS_REHASHED',
      `Revision ${revision}: its ${count} stored row hashes have the root ${root}${whole ? '' : ', with missing or wrong chunks'}; its leaf has ${rows.count} rows and the root ${rows.root}.`,
      revision,
    );
}

/** Compares entries with their stored hashes up to the first difference, and reports it. */
class Comparison {
  #last?: Entry;
  #found = false;

  constructor(
    private readonly shape: RowShape,
    private readonly revision: number,
    private readonly stored: StoredHashes,
    private readonly tamperings: Tamperings,
  ) {}

  async take(entries: Entry[]): Promise<void> {
    if (this.#found) return;
    const hashes = entries.map(({ text }) => leafHash(text));
    const hashesStored = await this.stored.peek(entries.length);
    const differs = hashes.findIndex((hash, at) => !hashesStored[at]?.equals(hash));
    this.#last = entries[differs < 0 ? entries.length - 1 : differs - 1] ?? this.#last;
    if (differs < 0) this.stored.drop(entries.length);
    else this.#report(entries[differs]!, hashes.slice(differs), hashesStored.slice(differs));
  }

  async end(): Promise<void> {
    if (this.#found) return;
    const left = await this.stored.peek(1);
    if (left.length > 0) this.#add('ROW_MISSING', `missing ${this.#after()}: at least 1 row of the log`);
  }

  #report(entry: Entry, hashes: Hash[], stored: readonly Hash[]): void {
    const row = keyText(this.shape, entry.key);
    const missing = stored.findIndex((hash) => hash.equals(hashes[0]!));
    const unknown = stored[0] ? hashes.findIndex((hash) => hash.equals(stored[0]!)) : hashes.length;
    if (missing > 0)
      this.#add('ROW_MISSING', `missing ${this.#after()}, before ${row}: ${missing} of the rows of the log`);
    else if (unknown > 0) this.#add('ROW_UNKNOWN', `the log does not have the row ${row}: ${entry.text}`);
    else this.#add('ROW_CHANGED', `the row ${row} differs from the log; it is now ${entry.text}`);
  }

  #after(): string {
    return this.#last ? `after ${keyText(this.shape, this.#last.key)}` : 'at the beginning';
  }

  #add(code: 'ROW_MISSING' | 'ROW_UNKNOWN' | 'ROW_CHANGED', what: string): void {
    this.#found = true;
    this.tamperings.add(code, `Revision ${this.revision}, dataset ${this.shape.dataset}: ${what}.`, this.revision);
  }
}
