// A partner agency that builds its subgraph with the kit, in a process of its own: the past and the log reach through.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ServedSubgraph, serveSubgraph } from '@cabildo/kit';
import { newHome, removeHomes } from '../hub/test/temporary-home.js';
import { type LoggedWells, loggedWells, well } from '../kit/test/log/logged-wells.js';
import { wells } from '../kit/test/wells.js';
import { HubProcess, type RunningHub, startHub } from './running-hub.js';

const secret = 'x'.repeat(32);
let folder: string;
let agency: LoggedWells;
let served: ServedSubgraph;
let hub: RunningHub;
/** Moments: when the hub had published and the agency had not; after its first revision; after its second. */
const moments: string[] = [];

const now = async () => {
  const { rows } = await agency.pool.query('select pg_sleep(0.003), clock_timestamp() as now');
  moments.push(new Date(rows[0].now).toISOString());
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cabildo-kit-partner-'));
  agency = await loggedWells();
  served = await serveSubgraph(agency.subgraph, { port: 0, keys: [{ id: 'k', secret }] });
  const partners = [{ name: 'wells', url: `http://127.0.0.1:${served.port}/graphql`, sdl: 'wells.graphql' }];
  await writeFile(join(folder, 'wells.graphql'), wells.sdl);
  await writeFile(join(folder, 'partners.json'), JSON.stringify(partners));
  const supergraph = join(folder, 'supergraph.graphql');
  const composed = new HubProcess(['compose', '--partners', join(folder, 'partners.json'), '--out', supergraph]);
  expect([await composed.exited, composed.output]).toEqual([0, expect.any(String)]);
  hub = await startHub(newHome(), { SUPERGRAPH: supergraph, SUBGRAPH_KEYS: `wells=k:${secret}` });
  await now();
  await agency.publish(well('w1', 'Uno'));
  await now();
  await agency.publish(well('w1', 'One'));
  await now();
}, 60_000);
afterAll(async () => {
  await hub.end('SIGKILL');
  await served.stop();
  await agency.close();
  await removeHomes();
  await rm(folder, { recursive: true });
});

const query = '{ municipality(code: "15031") { name } well(id: "w1") { id name } }';
const asOf = async (at: string) => {
  const headers = { 'content-type': 'application/json', 'hub-as-of': at };
  const response = await fetch(hub.url, { method: 'POST', headers, body: JSON.stringify({ query }) });
  // biome-ignore lint/suspicious/noExplicitAny: read by the paths that the query names.
  return { revisions: response.headers.get('hub-revisions'), answer: (await response.json()) as any };
};

it('returns the past of the agency and of the hub together', async () => {
  for (const [moment, revision, name] of [
    [1, 1, 'Uno'],
    [2, 2, 'One'],
  ] as const) {
    const at = moments[moment]!;
    const { revisions, answer } = await asOf(at);
    expect(answer).toEqual({
      data: { municipality: { name: 'Chimalhuacán' }, well: { id: 'w1', name } },
      extensions: { revisions: { municipalities: expect.any(Number), wells: revision }, asOf: { at, present: [] } },
    });
    expect(revisions).toMatch(new RegExp(`^municipalities=\\d+, wells=${revision}$`));
  }
});

it('before its first revision the agency returns an error with its time, and other fields stay', async () => {
  const { revisions, answer } = await asOf(moments[0]!);
  expect(answer.data).toEqual({ municipality: { name: 'Chimalhuacán' }, well: null });
  expect(answer.errors).toMatchObject([
    { path: ['well'], extensions: { code: 'AS_OF_TOO_EARLY', serviceName: 'wells' } },
  ]);
  expect(answer.errors[0].message).toContain('wells published its first revision on');
  expect(revisions).toMatch(/^municipalities=\d+/);
  expect(answer.extensions.revisions).toEqual({ municipalities: expect.any(Number) });
});

it('has its log served by the hub', async () => {
  const head = await (await fetch(`${hub.url}/log/wells/head`)).json();
  expect(head).toMatchObject({ subgraph: 'wells', size: 3 });
  const row = await fetch(`${hub.url}/log/wells/row?dataset=well&revision=2&key=15031&key=w1`);
  expect(await row.json()).toMatchObject({ entry: expect.stringContaining('"name":"One"'), size: 1 });
});

it('keeps a permalink to its past', async () => {
  const headers = { 'content-type': 'application/json', 'hub-as-of': moments[1]! };
  const made = await fetch(`${hub.url}/p`, { method: 'POST', headers, body: JSON.stringify({ query }) });
  const bytes = await made.text();
  expect(JSON.parse(bytes)).toMatchObject({
    data: { well: { name: 'Uno' } },
    extensions: { citation: { es: expect.arrayContaining([expect.stringContaining('Agency, «Wells»')]) } },
  });
  await agency.publish(well('w1', 'Ein'));
  expect(await (await fetch(new URL(made.headers.get('location')!, hub.url))).text()).toBe(bytes);
});
