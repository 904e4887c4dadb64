import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ClientQuota } from '../src/permalink/client-quota.js';
import { permalinkId } from '../src/permalink/permalinks.js';
import { PermalinkStore } from '../src/permalink/store.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'permalinks-'));
});
afterEach(() => rm(folder, { recursive: true }));

const body = (bytes: number) => Buffer.alloc(bytes, 0x20);
const codeOf = (attempt: Promise<unknown>) => attempt.catch(({ extensions }) => extensions.code);

it('a permalink above its maximum is refused, and nothing is stored', async () => {
  const store = new PermalinkStore({ folder, maxBytes: 1_000, maxBytesEach: 100 });
  expect(await codeOf(store.add('a', body(101)))).toBe('PERMALINK_TOO_LARGE');
  expect(await readdir(folder)).toEqual([]);
});

it('if the space is used up, permalinks that nobody has read for 30 days are deleted, and no others', async () => {
  const store = new PermalinkStore({ folder, maxBytes: 300, maxBytesEach: 100 });
  for (const id of ['old', 'read', 'new']) await store.add(id, body(100));
  const long = new Date(Date.now() - 31 * 86_400_000);
  await utimes(join(folder, 'old.json'), long, long);
  await utimes(join(folder, 'read.json'), long, long);
  await store.read('read');
  expect(await store.add('next', body(100))).toEqual(body(100));
  expect((await readdir(folder)).sort()).toEqual(['new.json', 'next.json', 'read.json']);
  expect(await codeOf(store.add('more', body(100)))).toBe('PERMALINKS_FULL');
  expect(await store.find('read')).toEqual(body(100));
});

it('a client that used up its bytes of a day gets PERMALINK_QUOTA until the day has passed; others do not', () => {
  let now = 1_000;
  const quota = new ClientQuota(100, () => now);
  quota.check('a');
  quota.add('a', 100);
  expect(() => quota.check('a')).toThrow('Create the next one tomorrow');
  expect(() => quota.check('b')).not.toThrow();
  now += 86_400_000;
  expect(() => quota.check('a')).not.toThrow();
});

it('comments and white space do not give a request another permalink', () => {
  const id = (query: string) => permalinkId({ query, variables: {}, asOf: '2026-01-01T00:00:00.000Z' });
  expect(id('{ a(b: 1) { c } }')).toBe(id('# 1\n{\n  a(b:1,) { c }\n}'));
  expect(id('{ a(b: 1) { c } }')).not.toBe(id('{ a(b: 2) { c } }'));
});
