import { canonicalJson } from '../../src/log/canonical.js';
import { entriesOf } from '../../src/log/entries.js';
import { shapeOf } from '../../src/log/row-shape.js';
import { type SavedHead, saveHead } from '../../src/log/saved-head.js';
import { verifyDatabase } from '../../src/log/verify-database.js';
import { wells } from '../wells.js';
import { type LoggedWells, loggedWells, newKey, well } from './logged-wells.js';

let test: LoggedWells;
let saved: SavedHead;

beforeEach(async () => {
  test = await loggedWells();
  await test.publish(
    well('w1'),
    well('w2', 'Pozo "Dos" \\ ñandú', '12.5'),
    well('w3'),
    '15031,w5,Cinco,1e-7,2,FARMING | DRINKING,true,1998-05,,w1',
  );
  await test.publish(well('w1', 'Uno'), well('w2', 'Pozo "Dos" \\ ñandú', '12.5'), well('w4'));
  await test.publish(well('w1', 'Uno'), well('w2', 'Pozo "Dos" \\ ñandú', '13'), well('w4'));
  saved = await saveHead(test.subgraph.database);
});
afterEach(() => test.close());

const verify = async (head?: SavedHead) => (await verifyDatabase(test.subgraph, { saved: head })).tamperings;
const found = async (head: SavedHead | undefined = saved) =>
  (await verify(head)).map(({ code, sentence }) => [code, sentence]);
/** Changes the database with superuser rights, as an attacker could. */
const tamper = (...statements: string[]) =>
  test.pool.query(
    `set session_replication_role = replica; ${statements.join('; ')}; set session_replication_role = origin`,
  );
const one = (code: string, sentence: string) => [[code, expect.stringContaining(sentence)]];

describe('an untouched database', () => {
  it('matches its log and an earlier saved head', async () => {
    expect(await verifyDatabase(test.subgraph, { saved })).toMatchObject({
      subgraph: 'wells',
      leaves: 4,
      root: saved.root,
      entries: 4 + 4 + 1,
      tamperings: [],
    });
    await test.publish(well('w1'));
    expect(await found()).toEqual([]);
    expect((await saveHead(test.subgraph.database)).size).toBe(5);
  });

  it('of 3,000 rows, over several chunks', async () => {
    const rows = Array.from({ length: 3000 }, (_, at) => well(`x${at}`, `Pozo ${at}`, `${at / 7}`));
    await test.publish(...rows);
    expect(await found()).toEqual([]);
    await tamper(`update well set depth_m = depth_m + 1 where id = 'x1500'`);
    expect(await found()).toEqual(one('ROW_CHANGED', 'municipalityCode 15031, id x1500 differs from'));
    await tamper(
      `update well set depth_m = depth_m - 1 where id = 'x1500'`,
      `delete from well where id in ('x1500', 'x1501')`,
    );
    expect(await found()).toEqual(
      one(
        'ROW_MISSING',
        'missing after municipalityCode 15031, id x150, before municipalityCode 15031, id x1502: 2 of the rows of the log',
      ),
    );
  });
});

describe('an entry', () => {
  it('is the canonical JSON of a row, for any values', async () => {
    const odd = [
      '1e-7',
      '123456789012345680000',
      '1e21',
      '-0',
      '0.1',
      '1e15',
      '5e-324',
      '1.7976931348623157e308',
      '-2.5e-5',
    ];
    const names = [':null', '","x":null,"', 'x":null,}', 'null'];
    await test.publish(
      ...names.map((name, at) => well(`n${at}`, name)),
      ...odd.map((depth, at) => well(`o${at}`, `7e-5 "x":-0} \\ \t\u007f\u2028 ñ ${at}`, depth)),
      well('z', '\u{1F4A7}\b\f'),
    );
    const client = await test.pool.connect();
    await client.query('begin');
    const batches = await Array.fromAsync(entriesOf(client, shapeOf(test.subgraph.database, wells.datasets[0]!), 4));
    await client.query('commit');
    client.release();
    const texts = batches.flat().map(({ text }) => text);
    expect(texts).toHaveLength(17);
    for (const text of texts) expect(text).toBe(canonicalJson(JSON.parse(text)));
    const rows = texts.map((text) => JSON.parse(text).after ?? {});
    expect(rows.flatMap(({ id, name }) => (id?.startsWith('n') ? [name] : []))).toEqual(names);
    expect(rows.flatMap(Object.values)).not.toContain(null);
    const depths = texts.flatMap((text) => JSON.parse(text).after?.depthM ?? []);
    expect(depths).toEqual(odd.map((depth) => Number(depth) + 0));
  });
});

describe('verification finds and names', () => {
  it('a changed value, with the row and the revision', async () => {
    await tamper(`update well set name = 'Dos' where id = 'w2' and recorded_from = 3`);
    expect(await found()).toEqual(
      one(
        'ROW_CHANGED',
        'Revision 3, dataset well: the row municipalityCode 15031, id w2 differs from the log; it is now {"after":{"depthM":13,"id":"w2","line":3,"municipalityCode":"15031","name":"Dos"',
      ),
    );
  });

  it.each([
    ['depth_m = 12.500000000000002', 'w2'],
    [`uses = '{FARMING}'`, 'w5'],
    ['active = false', 'w5'],
    ['permits = null', 'w5'],
    [`url = 'https://example.org/'`, 'w5'],
    ['line = 7', 'w5'],
    ['source_id = 2', 'w5'],
  ])('a change of any column: %s', async (change, id) => {
    await tamper(`update well set ${change} where id = '${id}' and recorded_from = 1`);
    expect((await verify(saved))[0]).toMatchObject({ code: 'ROW_CHANGED', revision: 1 });
  });

  it('a deleted row', async () => {
    await tamper(`delete from well where id = 'w4'`);
    expect(await found()).toEqual(
      one(
        'ROW_MISSING',
        'Revision 2, dataset well: missing after municipalityCode 15031, id w3, before municipalityCode 15031, id w5: 1 of the rows of the log',
      ),
    );
  });

  it('an inserted row', async () => {
    await tamper(
      `insert into well select municipality_code, 'w0', name, depth_m, permits, uses, active, dug, url, replaces_id, source_id, line, 2, recorded_to from well where id = 'w4'`,
    );
    expect(await found()).toEqual(
      one('ROW_UNKNOWN', 'Revision 2, dataset well: the log does not have the row municipalityCode 15031, id w0'),
    );
  });

  it('a row withdrawn by, or assigned to, a missing revision', async () => {
    await tamper(`update well set recorded_to = 3 where id = 'w4'`);
    expect(await found()).toEqual(one('ROW_UNKNOWN', 'Revision 3'));
    await tamper(`update well set recorded_to = 9 where id = 'w4'`);
    expect(await found()).toEqual(
      one(
        'ROW_UNKNOWN',
        'Dataset well: the row municipalityCode 15031, id w4 refers to revision 9, which the log does not have',
      ),
    );
  });

  it('a removed revision with all its rows', async () => {
    await tamper(
      'delete from revision where number = 3',
      'delete from source where revision = 3',
      'delete from well where recorded_from = 3',
      'update well set recorded_to = 2147483647 where recorded_to = 3',
    );
    expect((await found()).map(([code]) => code)).toEqual(['REVISION_MISSING', 'ROW_MISSING']);
  });

  it('a revision that is missing in the log', async () => {
    await tamper(
      `insert into revision (number, published_at, published_by, dataset, added, changed, withdrawn, findings) values (4, now(), 'x', 'well', 0, 0, 0, 0)`,
    );
    expect(await found()).toEqual(one('REVISION_UNKNOWN', 'Revision 4'));
  });

  it.each([
    [
      `update revision set published_by = 'another' where number = 2`,
      'Revision 2: publishedBy is "another"; the log has "tester"',
    ],
    [
      `update revision set published_at = published_at + interval '1 microsecond' where number = 2`,
      'Revision 2: publishedAt',
    ],
    [`update source set sha256 = repeat('0', 64) where revision = 1`, 'Revision 1: sources'],
    [
      `insert into finding (revision, position, code, severity, file, expected) values (1, 1, 'VERY_DEEP', 'warning', 'f', 'e')`,
      'Revision 1: findings',
    ],
  ])('changed metadata of a revision: %s', async (statement, sentence) => {
    await tamper(statement);
    expect(await found()).toEqual(one('REVISION_CHANGED', sentence));
  });

  it('a truncated log, with all later rows', async () => {
    await tamper(
      'delete from revision where number = 3',
      'delete from source where revision = 3',
      'delete from well where recorded_from = 3',
      'update well set recorded_to = 2147483647 where recorded_to = 3',
      'delete from log_leaf where index = 3',
      'delete from log_node where level = 0 and place = 3 or place = 1 and level = 1 or level = 2',
      'delete from log_head where size = 4',
      'delete from log_rows where revision = 3',
    );
    expect(await found()).toEqual(one('REVISIONS_LOST', 'If there was no failover or restore, the log was truncated.'));
    expect(await verify()).toEqual([]);
  });

  it.each([
    [`update log_leaf set content = replace(content, 'tester', 'another') where index = 1`, 'LEAF_CHANGED'],
    ['delete from log_leaf where index = 1', 'LEAF_MISSING'],
    [`update log_node set hash = decode(repeat('00', 32), 'hex') where level = 1 and place = 0`, 'NODE_CHANGED'],
    [`update log_rows set hashes = set_byte(hashes, 5, 255 - get_byte(hashes, 5)) where revision = 1`, 'ROWS_REHASHED'],
    ['delete from log_rows where revision = 2', 'ROWS_REHASHED'],
    [`update log_head set root = set_byte(root, 0, 255 - get_byte(root, 0)) where size = 4`, 'HEAD_FORGED'],
    [
      `update log_head set signature = set_byte(signature, 0, 255 - get_byte(signature, 0)) where size = 3`,
      'HEAD_FORGED',
    ],
    [`update log_head set signed_at = '2020-01-01T00:00:00.000Z' where size = 4`, 'HEAD_FORGED'],
    [`delete from log_head where size = 4`, 'HEAD_MISSING'],
  ])('a change in the log itself: %s', async (statement, code) => {
    await tamper(statement);
    expect((await verify(saved)).map((each) => each.code)).toContain(code);
  });
});

describe('a rewritten history with', () => {
  const rewrite = async (signingKeys: Parameters<typeof wells.connect>[0]['signingKeys']) => {
    await tamper(
      `update well set name = 'Nadie' where id = 'w1' and recorded_from = 1`,
      'truncate log_leaf, log_node, log_head, log_rows',
    );
    const forger = await wells.connect({ dsn: { write: test.dsn }, signingKeys });
    await forger.database.migrate();
    await forger.close();
  };

  it('another key is consistent in itself, and differs from a saved head from the first leaf on', async () => {
    await rewrite({ current: newKey() });
    expect(await verify()).toEqual([]);
    expect(await found()).toEqual(one('HEAD_DIFFERS', 'history was rewritten from leaf 0 on'));
  });

  it('a stolen key differs from a saved head', async () => {
    await test.close();
    const key = newKey();
    test = await loggedWells(key);
    await test.publish(well('w1'));
    await test.publish(well('w1'), well('w2'));
    const before = await saveHead(test.subgraph.database);
    await rewrite({ current: key });
    expect(await verify()).toEqual([]);
    expect(await found(before)).toEqual(one('HEAD_DIFFERS', 'history was rewritten from leaf 1 on'));
  });

  it('a forged saved head is reported', async () => {
    expect(await found({ ...saved, root: '0'.repeat(64) })).toEqual(one('HEAD_DIFFERS', 'not signed by the key in it'));
  });
});

describe('a key', () => {
  const reopen = async (signingKeys: Parameters<typeof wells.connect>[0]['signingKeys']) => {
    const again = await wells.connect({ dsn: { write: test.dsn }, signingKeys });
    await again.database.migrate().finally(() => again.close());
  };

  it('replaces another by a leaf that the other signs', async () => {
    await test.close();
    const [previous, current] = [newKey(), newKey()];
    test = await loggedWells(previous);
    await test.publish(well('w1'));
    const before = await saveHead(test.subgraph.database);
    await reopen({ current, previous });
    await reopen({ current, previous });
    expect(await found(before)).toEqual([]);
    expect((await verifyDatabase(test.subgraph)).leaves).toBe(3);
    expect((await saveHead(test.subgraph.database)).key).not.toBe(before.key);
    await expect(test.publish(well('w2'))).rejects.toThrow('The log of wells is signed by the key');
    expect(await found(before)).toEqual([]);
  });

  it('of another operator is rejected by the process and by verification', async () => {
    const stranger = newKey();
    await expect(reopen({ current: stranger })).rejects.toThrow(
      /The log of wells is signed by the key [0-9a-f]{16}, and this process has the key [0-9a-f]{16}/,
    );
    await expect(reopen({ current: newKey(), previous: stranger })).rejects.toThrow(/is signed by the key/);
    await tamper(`update log_leaf set content = replace(content, '"replaces":null', '"replaces":"x"') where index = 0`);
    expect((await verify()).map(({ code }) => code)).toEqual(expect.arrayContaining(['KEY_SWAPPED', 'HEAD_FORGED']));
  });
});

describe('a database without a log', () => {
  it('gets a leaf for each revision when it is migrated', async () => {
    await tamper('truncate log_leaf, log_node, log_head, log_rows');
    const again = await wells.connect({ dsn: { write: test.dsn } });
    await again.database.migrate();
    expect((await verifyDatabase(again)).tamperings.map(({ code }) => code)).toEqual(['HEAD_MISSING']);
    await again.close();
    const signing = await wells.connect({ dsn: { write: test.dsn }, signingKeys: { current: newKey() } });
    await signing.database.migrate();
    expect(await verifyDatabase(signing)).toMatchObject({ leaves: 4, entries: 9, tamperings: [] });
    await signing.close();
  });
});
