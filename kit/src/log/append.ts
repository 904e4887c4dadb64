import type { KeyObject } from 'node:crypto';
import type { ClientBase } from 'pg';
import type { Database } from '../database/database.js';
import { SigningKeyError } from '../process/signing-keys.js';
import { canonicalJson, type Json } from './canonical.js';
import type { KeyContent, LeafContent, RowsRoot } from './content.js';
import { keyIdOf, publicKeyText, signHead, signText } from './head.js';
import { leafHash } from './merkle.js';
import { appendNodes, readRoots } from './nodes.js';
import { readRevisionContent } from './revision-content.js';

/** Appends the leaf of a revision and signs the new head. Must run in the transaction that records the revision. */
export async function appendRevision(
  client: ClientBase,
  { schema, signingKeys }: Database,
  revision: number,
  rows: RowsRoot,
): Promise<void> {
  const content = await readRevisionContent(client, schema, revision, rows);
  if (!content) throw new Error(`Cannot log revision ${revision} of ${schema}: it is not recorded.`);
  await appendLeaf(client, content, revision);
  if (signingKeys) await signNewest(client, schema, signingKeys.current);
}

async function appendLeaf(client: ClientBase, content: LeafContent, revision: number | null): Promise<void> {
  const index = await sizeOf(client);
  const text = canonicalJson(content as unknown as Json);
  await appendNodes(client, index, leafHash(text));
  const [root] = await readRoots(client, [{ from: 0, to: index + 1 }]);
  const row = [index, revision, text, root];
  await client.query('insert into log_leaf (index, revision, content, root) values ($1, $2, $3, $4)', row);
}

/** Returns the number of leaves. */
export async function sizeOf(client: ClientBase): Promise<number> {
  const { rows } = await client.query<{ size: number }>('select coalesce(max(index), -1) + 1 as size from log_leaf');
  return rows[0]!.size;
}

/** Returns the newest key leaf: its key is the current signing key. */
export async function newestKey(client: ClientBase): Promise<KeyContent | undefined> {
  const { rows } = await client.query<{ content: string }>(
    'select content from log_leaf where revision is null order by index desc limit 1',
  );
  return rows[0] && (JSON.parse(rows[0].content) as KeyContent);
}

/** Signs the current tree. @throws SigningKeyError if the key is not the current signing key of the log */
export async function signNewest(client: ClientBase, subgraph: string, key: KeyObject): Promise<void> {
  const known = await newestKey(client);
  if (known?.publicKey !== publicKeyText(key)) throw foreignKey(subgraph, known, key);
  const size = await sizeOf(client);
  const [root] = await readRoots(client, [{ from: 0, to: size }]);
  const head = signHead({ subgraph, size, root: root!.toString('hex'), signedAt: new Date().toISOString() }, key);
  await client.query('insert into log_head (size, root, signed_at, key, signature) values ($1, $2, $3, $4, $5)', [
    size,
    root,
    head.signedAt,
    head.key,
    Buffer.from(head.signature, 'base64'),
  ]);
}

/**
 * Appends a key leaf: from here on, heads are signed by this key.
 * @param before the previous key, which signs the leaf; or its id, if that key is lost
 */
export async function appendKey(
  client: ClientBase,
  subgraph: string,
  key: KeyObject,
  before?: KeyObject | string,
): Promise<void> {
  const named = { kind: 'key' as const, subgraph, publicKey: publicKeyText(key) };
  await appendLeaf(client, { ...named, ...replacing(named, before) }, null);
}

function replacing(
  named: Pick<KeyContent, 'kind' | 'subgraph' | 'publicKey'>,
  before?: KeyObject | string,
): Pick<KeyContent, 'replaces' | 'signature' | 'lost'> {
  if (before === undefined) return { replaces: null, signature: null };
  if (typeof before === 'string') return { replaces: before, signature: null, lost: true };
  const replaces = keyIdOf(publicKeyText(before));
  return { replaces, signature: signText(canonicalJson({ ...named, replaces }), before) };
}

/** The error if the log is signed by another key than that of this process. */
export function foreignKey(subgraph: string, known: KeyContent | undefined, key: KeyObject): SigningKeyError {
  const short = (publicKey: string) => keyIdOf(publicKey).slice(0, 16);
  return new SigningKeyError(
    `The log of ${subgraph} is ${known ? `signed by the key ${short(known.publicKey)}` : 'not signed by any key yet'}, and this process has the key ${short(publicKeyText(key))}. Configure the key of the log, as the current key or as the previous one, which then signs the replacement. ${known ? `If it is lost: hub rotate-key --lost ${short(known.publicKey)}, or SIGNING_KEY_LOST.` : ''}`.trimEnd(),
  );
}
