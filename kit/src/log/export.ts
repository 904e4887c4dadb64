import type { PoolClient } from 'pg';
import { canonicalJson } from './canonical.js';
import type { LeafContent, RevisionContent } from './content.js';
import { entriesOf } from './entries.js';
import { leafHash } from './merkle.js';
import { LogReader } from './reader.js';
import { type RowShape, shapeOf } from './row-shape.js';
import { StoredHashes } from './stored-hashes.js';
import type { Verifiable } from './verify-database.js';

/**
 * Exports the log of a subgraph as JSON lines: `{ "head": … }`, then each leaf. After the leaf of a revision come its
 * rows, each as `["<stored hash>", <entry>]`. The export can be verified without the hub. Memory is bounded.
 * @throws CabildoError NOT_FOUND if there is no signed head yet
 */
export async function* exportLog(subgraph: Verifiable): AsyncGenerator<string> {
  const head = await new LogReader(subgraph.database).head();
  const client = await (await subgraph.database.pool()).connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    yield `${canonicalJson({ head: { ...head, leaves: [] } })}\n`;
    const { rows } = await client.query<{ content: string }>(
      'select content from log_leaf where index < $1 order by index',
      [head.size],
    );
    for (const { content } of rows) {
      yield `${content}\n`;
      yield* entryLines(client, subgraph, JSON.parse(content) as LeafContent);
    }
  } finally {
    await client.query('rollback').finally(() => client.release());
  }
}

async function* entryLines(
  client: PoolClient,
  { database, datasets }: Verifiable,
  leaf: LeafContent,
): AsyncGenerator<string> {
  const dataset = leaf.kind === 'revision' && datasets.find(({ name }) => name === leaf.dataset);
  if (dataset) yield* linesOf(client, shapeOf(database, dataset), leaf);
}

async function* linesOf(client: PoolClient, shape: RowShape, { revision }: RevisionContent): AsyncGenerator<string> {
  const stored = new StoredHashes(client, revision);
  for await (const entries of entriesOf(client, shape, revision)) {
    const hashes = await stored.peek(entries.length);
    yield entries.map(({ text }, at) => `["${(hashes[at] ?? leafHash(text)).toString('hex')}",${text}]\n`).join('');
    stored.drop(entries.length);
  }
}
