// A partner that does harm: `node hostile-partner.ts`. It prints its port; a line on its standard input names the behaviour.
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createInterface } from 'node:readline';

const good = { well: { __typename: 'Well', id: 'w', any: 1 } };
const chunk = Buffer.alloc(1 << 20, 0x20);

function send(response: ServerResponse, parts: readonly string[]): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  response.end(Buffer.concat(parts.map((part) => Buffer.from(part))));
}

const withAny = (response: ServerResponse, text: string) =>
  send(response, [`{"data":{"well":{"__typename":"Well","id":"w","any":`, text, '}}}']);

function endless(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  const write = () => {
    while (!response.destroyed) if (!response.write(chunk)) return void response.once('drain', write);
  };
  write();
}

/** Behaviour of the GraphQL endpoint, by name. */
const behaviours: Record<string, (response: ServerResponse) => void> = {
  none: (response) => send(response, [JSON.stringify({ data: good })]),
  'slow: 9 s': (response) => void setTimeout(() => send(response, [JSON.stringify({ data: good })]), 9_000),
  '60 MB of objects in extensions': (response) =>
    send(response, [`{"data":${JSON.stringify(good)},"extensions":{"x":[`, '{},'.repeat(20_000_000), '1]}}']),
  'lists in a scalar': (response) => withAny(response, `[${'[],'.repeat(5_000_000)}1]`),
  '190,000 objects': (response) => withAny(response, `[${'{"a":1},'.repeat(190_000)}1]`),
  '15 MB of one string': (response) => withAny(response, `"${'x'.repeat(15_000_000)}"`),
  '200,000 keys': (response) => withAny(response, `{${Array.from({ length: 200_000 }, (_, i) => `"k${i}":1`).join()}}`),
  '3,000,000 zeros as errors': (response) => send(response, ['{"data":null,"errors":[', '0,'.repeat(3_000_000), '0]}']),
  '200,000 errors': (response) =>
    send(response, ['{"data":null,"errors":[', '{"message":"m","path":["well"]},'.repeat(200_000), '0]}']),
  '100,000 levels': (response) => withAny(response, '['.repeat(100_000) + ']'.repeat(100_000)),
  'bytes without end': endless,
  'revisions without end': (response) => send(response, [JSON.stringify({ data: good })]),
  'a revision line without end': (response) => send(response, [JSON.stringify({ data: good })]),
};

let behaviour = 'none';
const server = createServer((request, response) => {
  if (request.url?.startsWith('/revisions')) return revisions(request.method, response);
  request.resume().once('end', () => behaviours[behaviour]!(response));
});

function revisions(method: string | undefined, response: ServerResponse): void {
  // An acknowledgement gets no response.
  if (method === 'POST') return;
  if (!behaviour.includes('revision')) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  if (behaviour.includes('line')) endlessLine(response);
  else for (let i = 0; i < 20_000; i++) response.write(`data: {"stream":"s","revision":${i}}\n\n`);
}

function endlessLine(response: ServerResponse): void {
  const timer = setInterval(() => response.write('x'.repeat(16_384)), 2);
  response.once('close', () => clearInterval(timer));
}

server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
createInterface({ input: process.stdin }).on('line', (name) => {
  behaviour = name;
});
