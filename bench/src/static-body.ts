// A body that lies ready, by node:http: the limit of anything that speaks HTTP from JavaScript.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';

const bodies = new Map(
  Object.entries(JSON.parse(readFileSync(process.env.ANSWERS!, 'utf8')) as Record<string, string>),
);
const ready = new Map([...bodies].map(([query, text]) => [JSON.stringify({ query }), Buffer.from(text)]));
createServer((request, response) => {
  let text = '';
  request.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  request.on('end', () => {
    const body = ready.get(text) ?? Buffer.from('{}');
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': body.length });
    response.end(body);
  });
}).listen(Number(process.env.PORT), '127.0.0.1');
