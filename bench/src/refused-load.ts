import { connect } from 'node:net';
import type { HostileRequest } from './hostile-requests.ts';

/** Sends one request again and again over so many connections, for a while; a new one where the gateway hangs up. */
export async function refusedLoad(port: number, asked: HostileRequest, connections: number, seconds: number) {
  const { method = 'POST', path = '/graphql', headers = {}, body } = asked;
  const sent = { 'content-type': 'application/json', 'content-length': `${Buffer.byteLength(body)}`, ...headers };
  const lines = Object.entries(sent).filter(([name]) => method === 'POST' || !name.startsWith('content-'));
  const head = lines.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const request = Buffer.from(
    `${method} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n${head}\r\n${method === 'POST' ? body : ''}`,
  );
  const end = performance.now() + seconds * 1_000;
  let answers = 0;
  let code = '';

  const one = () =>
    new Promise<void>((resolve) => {
      const socket = connect(port, '127.0.0.1').setNoDelay(true);
      let text = '';
      socket.on('error', () => {}).on('close', () => resolve());
      socket.on('data', (chunk) => {
        text += chunk.toString('latin1');
        const at = text.indexOf('\r\n\r\n');
        const length = Number(/\r\ncontent-length: (\d+)/i.exec(text)?.[1]);
        if (at === -1 || text.length < at + 4 + length) return;
        answers++;
        code ||= /"code":"(\w+)"/.exec(text)?.[1] ?? text;
        text = '';
        if (performance.now() < end) socket.write(request);
        else socket.destroy();
      });
      socket.write(request);
    });
  const client = async () => {
    while (performance.now() < end) await one();
  };
  await Promise.all(Array.from({ length: connections }, client));
  return { answers, code };
}
