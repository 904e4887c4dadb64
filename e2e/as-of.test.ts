// The response before a publication equals the response as of that moment afterwards, for generated queries.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startGateway } from '@cabildo/gateway';
import { filesOfPackages, publishFiles } from '@cabildo/kit';
import type { ExecutionResult } from 'graphql';
import { generateQuery } from '../gateway/test/differential/query-generator.js';
import { directly } from '../hub/src/direct.js';
import { literalsOf } from './query-literals.js';
import { type WholeHub, wholeHub } from './whole-hub.js';

const QUERIES = 250;
const wholePicture = await readFile('schema/operations/whole-picture.graphql', 'utf8');

let hub: WholeHub;
let folder: string;
let editions = 0;

/** New editions of the hub's own files: values raised, words changed, rows left out. */
const corrected: Record<string, (text: string) => string> = {
  observation: (text) =>
    lines(text, (line, index) => {
      if (index % 11 === 0) return [];
      return [
        index % 3
          ? line
          : line.replace(/^((?:[^,]*,){4})(\d+(?:\.\d+)?),/, (_, key, value) => `${key}${Number(value) + 1},`),
      ];
    }),
  municipality: (text) => text.replaceAll(/,(Toluca|Chimalhuacán|Ecatepec)/g, ',$1 Nuevo'),
  ayuntamiento: (text) => lines(text, (line, index) => (index % 7 === 0 ? [] : [line.replace(',pri,', ',pri-pvem,')])),
  commitment: (text) => text.replaceAll(' the ', ' a ').replaceAll(' el ', ' un '),
  authority: (text) => text.replaceAll('Instituto', 'Antiguo Instituto'),
  indicator: (text) => text.replaceAll('Población', 'Personas').replaceAll('HIGHER_IS_BETTER', 'LOWER_IS_BETTER'),
};

function lines(text: string, change: (line: string, index: number) => string[]): string {
  const [header, ...rest] = text.trimEnd().split('\n');
  return `${[header!, ...rest.flatMap(change)].join('\n')}\n`;
}

/** Publishes every file that has a correction, corrected or unchanged. Returns the number of new revisions. */
async function publish(edition: 'corrected' | 'original'): Promise<number> {
  const files = (await filesOfPackages('data')).filter(({ dataset }) => dataset in corrected);
  const edited = await Promise.all(
    files.map(async (file) => {
      if (edition === 'original') return file;
      const path = join(folder, `${editions++}.csv`);
      await writeFile(path, corrected[file.dataset]!(await readFile(file.path, 'utf8')));
      return { ...file, path };
    }),
  );
  let revisions = 0;
  for await (const { report } of publishFiles(edited, hub.subgraphs, 'test')) {
    if (report?.outcome === 'rejected') throw new Error(JSON.stringify(report.findings.slice(0, 3)));
    if (report?.outcome === 'published') revisions++;
  }
  return revisions;
}

/** The moment before the corrections, and the whole picture as it was given then. */
let then: { at: string; wholePicture: string };

const text = (result: ExecutionResult) => JSON.stringify(result);
const ask = (query: string, variables: object, at?: string) =>
  hub.engine.execute({ query, variables: { ...variables }, headers: at === undefined ? {} : { 'hub-as-of': at } });

beforeAll(async () => {
  hub = await wholeHub(process.env.CABILDO_TEST_DSN!);
  folder = await mkdtemp(join(tmpdir(), 'cabildo-editions-'));
}, 60_000);
afterAll(async () => {
  await hub.close();
  await rm(folder, { recursive: true });
});

it('the state as of a moment equals the response of then, whatever was published since', async () => {
  const queries = Array.from({ length: QUERIES }, (_, seed) =>
    generateQuery(hub.engine.schema, 50_000 + seed, literalsOf),
  );
  queries.push({ query: wholePicture, variables: {} });
  const at = new Date().toISOString();
  const before = [];
  for (const { query, variables } of queries) before.push(await ask(query, variables));
  then = { at, wholePicture: JSON.stringify(before.at(-1)!.data) };
  expect(await publish('corrected')).toBeGreaterThan(10);
  let different = 0;
  for (const [index, { query, variables }] of queries.entries()) {
    const { extensions, ...past } = await ask(query, variables, at);
    const { extensions: thenAt, ...answered } = before[index]!;
    expect({ query, text: text(past) }).toEqual({ query, text: text(answered) });
    expect(extensions).toEqual({ ...thenAt, asOf: { at, present: [] } });
    if (text(await ask(query, variables)) !== text(before[index]!)) different++;
  }
  // Or nothing would have been proved.
  expect(different).toBeGreaterThan(QUERIES / 4);
}, 240_000);

it('a permalink to a past state has the bytes of then, cites its publishers, and never changes', async () => {
  const supergraph = { sdl: hub.engine.supergraphSdl };
  const permalinks = { folder: join(folder, 'permalinks'), maxBytes: 64 * 1024 * 1024 };
  const gateway = await startGateway({ supergraph, connect: directly(hub.subgraphs), port: 0, permalinks });
  const body = JSON.stringify({ query: wholePicture });
  const headers = { 'content-type': 'application/json', 'hub-as-of': then.at };
  const made = await fetch(`${gateway.url}p`, { method: 'POST', headers, body });
  const bytes = await made.text();
  const { data, extensions } = JSON.parse(bytes);
  expect(JSON.stringify(data)).toBe(then.wholePicture);
  expect(extensions.citation.es.at(-1)).toContain(`estado al ${then.at}, ${made.headers.get('location')}.`);
  expect(extensions.citation.en.join()).toContain(
    'CONEVAL, “Medición de la pobreza a nivel municipal 2010, 2015 y 2020”, 2020, retrieved on',
  );
  expect(await publish('original')).toBeGreaterThan(10);
  expect(await (await fetch(new URL(made.headers.get('location')!, gateway.url))).text()).toBe(bytes);
  await gateway.stop();
}, 120_000);

it('an administration is in office on a day of its term; the default day is that of the as-of moment', async () => {
  const { data } = (await hub.engine.execute({
    query: `{ municipality(code: "15031") {
      then: ayuntamiento(on: "2001-05-01") { termStartYear termEndYear }
      now: ayuntamiento { termStartYear termEndYear }
    } }`,
  })) as { data: { municipality: Record<'then' | 'now', { termStartYear: number; termEndYear: number } | null> } };
  const { then, now } = data.municipality;
  expect(then!.termStartYear).toBeLessThanOrEqual(2001);
  expect(then!.termEndYear).toBeGreaterThanOrEqual(2001);
  const year = new Date().getUTCFullYear();
  expect(now === null || (now.termStartYear <= year && year <= now.termEndYear)).toBe(true);
});

it('before the first publication each field is an error, and the response names the first moment with all fields', async () => {
  const question = '{ municipality(code: "15031") { name } indicator(code: "pobreza_pct") { name } }';
  const { data, errors, extensions } = await ask(question, {}, '2001-01-01');
  expect(data).toEqual({ municipality: null, indicator: null });
  const firsts = errors!.map((error) => error.extensions.firstRevision as { number: number; publishedAt: string });
  expect(errors!.map((error) => [error.path, error.extensions.code, error.extensions.serviceName])).toEqual([
    [['indicator'], 'AS_OF_TOO_EARLY', 'indicators'],
    [['municipality'], 'AS_OF_TOO_EARLY', 'municipalities'],
  ]);
  const since = firsts
    .map(({ publishedAt }) => publishedAt)
    .sort()
    .at(-1)!;
  expect(extensions).toEqual({ revisions: {}, asOf: { at: '2001-01-01', present: [], since } });
  const first = await ask(question, {}, since);
  expect(first.errors?.map((error) => error.extensions.code) ?? []).not.toContain('AS_OF_TOO_EARLY');
  expect(Object.keys(first.extensions!.revisions as object)).toEqual(['indicators', 'municipalities']);
});
