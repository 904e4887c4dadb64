import type { PoolClient } from 'pg';
import type { RevisionContent } from './content.js';
import { type Entry, entriesOf } from './entries.js';
import { type Hash, leafHash } from './merkle.js';
import { keyText, type RowShape } from './row-shape.js';
import { StoredHashes } from './stored-hashes.js';
import type { Tamperings } from './tampering.js';

/** Holds the rows of a revision against their hashes, and these against the leaf. The first row that differs is named. */
export async function verifyRows(
  client: PoolClient,
  shape: RowShape,
  { revision, rows }: RevisionContent,
  tamperings: Tamperings,
): Promise<void> {
  const kept = new StoredHashes(client, revision);
  const comparison = new Comparison(shape, revision, kept, tamperings);
  for await (const entries of entriesOf(client, shape, revision)) await comparison.take(entries);
  await comparison.end();
  const { count, root, whole } = await kept.readToEnd();
  if (!whole || count !== rows.count || root !== rows.root)
    tamperings.add(
      'ROWS_REHASHED',
      `Revision ${revision}: the hashes kept of its ${count} rows lead to ${root}${whole ? '' : ', by subtrees that are not in their place'}; its leaf has ${rows.count} rows and ${rows.root}.`,
      revision,
    );
}

/** Compares entries with the hashes kept of them until the first difference, which it names. */
class Comparison {
  #last?: Entry;
  #found = false;

  constructor(
    private readonly shape: RowShape,
    private readonly revision: number,
    private readonly kept: StoredHashes,
    private readonly tamperings: Tamperings,
  ) {}

  async take(entries: Entry[]): Promise<void> {
    if (this.#found) return;
    const hashes = entries.map(({ text }) => leafHash(text));
    const kept = await this.kept.peek(entries.length);
    const differs = hashes.findIndex((hash, at) => !kept[at]?.equals(hash));
    this.#last = entries[differs < 0 ? entries.length - 1 : differs - 1] ?? this.#last;
    if (differs < 0) this.kept.drop(entries.length);
    else this.#name(entries[differs]!, hashes.slice(differs), kept.slice(differs));
  }

  async end(): Promise<void> {
    if (this.#found) return;
    const left = await this.kept.peek(1);
    if (left.length > 0) this.#add('ROW_MISSING', `missing ${this.#after()}: at least 1 row that the log has`);
  }

  #name(entry: Entry, hashes: Hash[], kept: readonly Hash[]): void {
    const row = keyText(this.shape, entry.key);
    const missing = kept.findIndex((hash) => hash.equals(hashes[0]!));
    const unknown = kept[0] ? hashes.findIndex((hash) => hash.equals(kept[0]!)) : hashes.length;
    if (missing > 0)
      this.#add('ROW_MISSING', `missing ${this.#after()}, before ${row}: ${missing} of the rows that the log has`);
    else if (unknown > 0) this.#add('ROW_UNKNOWN', `the log does not have the row ${row}: ${entry.text}`);
    else this.#add('ROW_CHANGED', `the row ${row} is not what the log has; it is now ${entry.text}`);
  }

  #after(): string {
    return this.#last ? `after ${keyText(this.shape, this.#last.key)}` : 'at the beginning';
  }

  #add(code: 'ROW_MISSING' | 'ROW_UNKNOWN' | 'ROW_CHANGED', what: string): void {
    this.#found = true;
    this.tamperings.add(code, `Revision ${this.revision}, dataset ${this.shape.dataset}: ${what}.`, this.revision);
  }
}
