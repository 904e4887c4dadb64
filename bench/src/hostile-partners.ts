// The time of a query that does not touch a partner, and the memory of the gateway, while the partner does harm:
// `node bench/src/hostile-partners.ts [--seconds 6]`. The gateway and the partner are processes of their own; the hub's
// subgraph is in this one.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { compose } from '@cabildo/schema';

const { values: flags } = parseArgs({ options: { seconds: { type: 'string', default: '6' } } });
const seconds = Number(flags.seconds);
const link = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.6", import: ["@key"])\n';
const port = 22_110;

const hub = createServer((request, response) => {
  if (request.method !== 'POST') return void response.writeHead(404).end();
  request.resume().once('end', () => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end('{"data":{"town":{"__typename":"Town","name":"Toluca"}}}');
  });
});
hub.listen(0, '127.0.0.1');
await once(hub, 'listening');

const partner = spawn(process.execPath, [join(import.meta.dirname, 'hostile-partner.ts')], {
  stdio: ['pipe', 'pipe', 'inherit'],
});
const partnerPort = Number(String((await once(partner.stdout!, 'data'))[0]).trim());
const supergraph = join(tmpdir(), `hostile-${process.pid}.graphql`);
const urlOf = (to: number) => `http://127.0.0.1:${to}/graphql`;
const { supergraphSdl } = compose([
  {
    name: 'hub',
    url: urlOf((hub.address() as AddressInfo).port),
    sdl: `${link} type Query { town: Town } type Town { name: String }`,
  },
  {
    name: 'partner',
    url: urlOf(partnerPort),
    sdl: `${link} scalar JSON type Query { well: Well } type Well { id: ID! any: JSON }`,
  },
]);
writeFileSync(supergraph, supergraphSdl);

async function startGateway(): Promise<ChildProcess> {
  const main = join(import.meta.dirname, '../../hub/dist/main.js');
  const args = [main, 'gateway', '--supergraph', supergraph, '--port', String(port)];
  const gateway = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  await once(gateway.stdout!, 'data');
  return gateway;
}

const post = async (query: string) => {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(`http://127.0.0.1:${port}/`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ query }),
  });
  return response.text();
};

const memoryOf = ({ pid }: ChildProcess): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024;

/** Sends harmful requests one after the other on four connections, and an innocent one every 20 ms. */
async function measure(behaviour: string) {
  const gateway = await startGateway();
  partner.stdin!.write(`${behaviour}\n`);
  await sleep(500);
  for (let i = 0; i < 20; i++) await post('{ town { name } }');
  const end = performance.now() + 1_000 * seconds;
  const times: number[] = [];
  let memory = memoryOf(gateway);
  let harmful = 0;
  const harm = async () => {
    for (; performance.now() < end; harmful++)
      await post(`{ well { id any } h${harmful}: __typename }`).catch(() => sleep(50));
  };
  const harms = Promise.all([harm(), harm(), harm(), harm()]);
  for (let i = 0; performance.now() < end; i++) {
    const start = performance.now();
    const text = await post(`{ town { name } i${i % 50}: __typename }`).catch(() => '');
    if (text.includes('Toluca')) times.push(performance.now() - start);
    memory = Math.max(memory, memoryOf(gateway));
    await sleep(20);
  }
  await Promise.race([harms, sleep(500)]);
  gateway.kill('SIGKILL');
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(share * times.length))]?.toFixed(1);
  return `| ${behaviour} | ${harmful} | ${times.length} | ${at(0.5)} | ${at(0.99)} | ${at(1)} | ${memory.toFixed(0)} |`;
}

const behaviours = [
  ...[
    'none',
    'slow: 9 s',
    '60 MB of objects in extensions',
    'lists in a scalar',
    '190,000 objects',
    '15 MB of one string',
  ],
  ...['200,000 keys', '3,000,000 zeros as errors', '200,000 errors', '100,000 levels', 'bytes without end'],
  ...['revisions without end', 'a revision line without end'],
];
process.stdout.write(
  '| behaviour of the partner | harmful requests | innocent | p50 ms | p99 ms | max ms | RSS MB |\n|---|---|---|---|---|---|---|\n',
);
for (const behaviour of behaviours) process.stdout.write(`${await measure(behaviour)}\n`);
partner.kill();
hub.close();
