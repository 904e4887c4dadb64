// Verifies a hub without its code: only with docs/reference/log.md and the RFCs that it names.
import { createHash, createPublicKey, verify } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { newHome, removeHomes } from '../hub/test/temporary-home.js';
import { HubProcess, type RunningHub, startHub } from './running-hub.js';
import { type WholeHub, wholeHub } from './whole-hub.js';

const sha256 = (...parts: (Buffer | string)[]) => {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash.digest();
};
const leafHash = (text: string) => sha256(Buffer.from([0]), text);
const nodeHash = (left: Buffer, right: Buffer) => sha256(Buffer.from([1]), left, right);

/** RFC 6962, 2.1. */
function treeHash(leaves: Buffer[]): Buffer {
  if (leaves.length === 0) return sha256();
  if (leaves.length === 1) return leaves[0]!;
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return nodeHash(treeHash(leaves.slice(0, k)), treeHash(leaves.slice(k)));
}

/** RFC 6962, 2.1.1, turned round: the root that a path leads to. */
function rootOf(index: number, size: number, leaf: Buffer, path: Buffer[]): Buffer {
  if (size === 1) return leaf;
  let k = 1;
  while (k * 2 < size) k *= 2;
  const [rest, beside] = [path.slice(0, -1), path.at(-1)!];
  return index < k
    ? nodeHash(rootOf(index, k, leaf, rest), beside)
    : nodeHash(beside, rootOf(index - k, size - k, leaf, rest));
}

/** RFC 6962, 2.1.2, turned round: the roots of the older and the newer tree; `whole`: the older tree is known already. */
function rootsOf(m: number, n: number, older: Buffer, path: Buffer[], whole = true): [Buffer, Buffer] {
  if (m === n) return whole ? [older, older] : [path[0]!, path[0]!];
  let k = 1;
  while (k * 2 < n) k *= 2;
  const [rest, beside] = [path.slice(0, -1), path.at(-1)!];
  if (m <= k) {
    const [before, after] = rootsOf(m, k, older, rest, whole);
    return [before, nodeHash(after, beside)];
  }
  const [before, after] = rootsOf(m - k, n - k, older, rest, false);
  return [nodeHash(beside, before), nodeHash(beside, after)];
}

const signed = (text: string, signature: string, publicKey: string) =>
  verify(
    null,
    Buffer.from(text),
    createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' }),
    Buffer.from(signature, 'base64'),
  );
const hex = (hash: Buffer) => hash.toString('hex');
const bytes = (hashes: string[]) => hashes.map((hash) => Buffer.from(hash, 'hex'));

let whole: WholeHub;
let home: string;
let hub: RunningHub;
let lines: string[];

beforeAll(async () => {
  whole = await wholeHub(process.env.CABILDO_TEST_DSN!);
  home = newHome();
  hub = await startHub(home, { DATABASE_URL: whole.dsn });
  const out = join(home, 'log.ndjson');
  const command = new HubProcess(['export', 'indicators', '--out', out], {
    DATABASE_URL: whole.dsn,
    CABILDO_HOME: home,
  });
  expect(await command.exited).toBe(0);
  lines = (await readFile(out, 'utf8')).trimEnd().split('\n');
  await rm(out);
}, 120_000);
afterAll(async () => {
  await hub.end('SIGKILL');
  await whole.close();
  await removeHomes();
});

const isRow = (line: string) => line.startsWith('["');
const leaves = () => lines.slice(1).filter((line) => !isRow(line));
// biome-ignore lint/suspicious/noExplicitAny: read by the paths of docs/reference/log.md.
const ask = async (path: string): Promise<any> => (await fetch(`${hub.url}/log/indicators/${path}`)).json();

it('an export is rows that lead to their leaves, leaves that lead to the head, and a head that the log’s key signed', async () => {
  let awaited: { rows: { count: number; root: string } } | undefined;
  let rows: Buffer[] = [];
  let verified = 0;
  const end = () => {
    if (!awaited) return;
    expect([rows.length, hex(treeHash(rows))]).toEqual([awaited.rows.count, awaited.rows.root]);
    verified += rows.length;
  };
  for (const line of lines.slice(1)) {
    if (isRow(line)) {
      const entry = line.slice(line.indexOf(',') + 1, -1);
      rows.push(leafHash(entry));
      expect(line.slice(2, 66)).toBe(hex(rows.at(-1)!));
      continue;
    }
    end();
    const leaf = JSON.parse(line);
    [awaited, rows] = [leaf.kind === 'revision' ? leaf : undefined, []];
  }
  end();
  expect(verified).toBeGreaterThan(11_000);
  const { head } = JSON.parse(lines[0]!);
  expect([head.size, head.root]).toEqual([leaves().length, hex(treeHash(leaves().map(leafHash)))]);
  const { key, root, signedAt, size, subgraph } = head;
  expect(signed(JSON.stringify({ key, root, signedAt, size, subgraph }), head.signature, head.publicKey)).toBe(true);
  expect(key).toBe(hex(sha256(Buffer.from(head.publicKey, 'base64'))));
  const named = leaves()
    .map((leaf) => JSON.parse(leaf))
    .findLast(({ kind }) => kind === 'key');
  expect([named.publicKey, named.replaces]).toEqual([head.publicKey, null]);
});

it('a value is proven by its row, its revision and the head, over HTTP', async () => {
  const head = await ask('head');
  const inclusion = await ask('inclusion?revision=3');
  const leaf = leafHash(inclusion.leaf);
  expect(hex(rootOf(inclusion.index, inclusion.size, leaf, bytes(inclusion.proof)))).toBe(head.root);
  const { dataset, rows } = JSON.parse(inclusion.leaf);
  const line = lines.findLast((each) => isRow(each) && each.includes('"recordedFrom":3'))!;
  const { after } = JSON.parse(line)[1];
  const key = [after.municipalityCode, after.indicatorCode, after.period, after.series, after.sourceCode];
  const row = await ask(`row?dataset=${dataset}&revision=3&${key.map((value) => `key=${value}`).join('&')}`);
  expect(line).toContain(row.entry);
  expect(row.size).toBe(rows.count);
  expect(hex(rootOf(row.index, row.size, leafHash(row.entry), bytes(row.proof)))).toBe(rows.root);
});

it('an earlier head is proven to be the beginning of the newest', async () => {
  const head = await ask('head');
  const hashes = leaves().map(leafHash);
  for (let from = 1; from < head.size; from++) {
    const older = treeHash(hashes.slice(0, from));
    const { proof } = await ask(`consistency?from=${from}&to=${head.size}`);
    expect(rootsOf(from, head.size, older, bytes(proof)).map(hex)).toEqual([hex(older), head.root]);
  }
});
