// One process that stands in for all agencies. Each answer is made once, by graphql-js, and then is a body that lies
// ready: what is measured is the contender, not what it asks.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type DocumentNode, execute, parse } from 'graphql';
import { schemas } from './graph.ts';

const bodies = new Map<string, Buffer>();
const documents = new Map<string, DocumentNode>();
let calls = 0;
/** Milliseconds. */
const delay = Number(process.env.DELAY ?? 0);

async function bodyOf(agency: string, text: string): Promise<Buffer> {
  const key = `${agency} ${text}`;
  const ready = bodies.get(key);
  if (ready) return ready;
  const { query, variables } = JSON.parse(text) as { query: string; variables?: Record<string, unknown> };
  const document = documents.get(query) ?? parse(query);
  documents.set(query, document);
  const result = await execute({ schema: schemas.get(agency)!, document, variableValues: variables });
  const body = Buffer.from(JSON.stringify({ ...result, extensions: { revision: 1 } }));
  bodies.set(key, body);
  return body;
}

function tellRevision(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream' });
  response.write('data: {"stream":"s","revision":1}\n\n');
  const timer = setInterval(() => response.write(':\n\n'), 500);
  response.once('close', () => clearInterval(timer));
}

function readText(request: IncomingMessage): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    request.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
    request.on('end', () => resolve(text));
  });
}

const server = createServer(async (request, response) => {
  const [, agency = '', door] = (request.url ?? '/').split(/[/?]/);
  if (agency === 'calls') return response.end(String(calls));
  if (door === 'revisions') return request.method === 'GET' ? tellRevision(response) : response.end('{}');
  const body = await bodyOf(agency, await readText(request));
  calls++;
  if (delay) await sleep(delay);
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length }).end(body);
});
server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.stdout.write(`${(server.address() as AddressInfo).port}\n`));
