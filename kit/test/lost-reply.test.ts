// The connection breaks during COMMIT. The publisher learns whether its publication took effect.
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, connect as dial, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ConnectedSubgraph, ingest } from '@cabildo/kit';
import { type TestSubgraph, testSubgraph } from '@cabildo/kit/testing';
import { confirmPublication, PublicationUnknownError } from '../src/log/commit.js';
import { wells } from './wells.js';

const source = {
  code: 'agency',
  publisher: 'Agency',
  title: 'Wells',
  licence: null,
  url: null,
  retrievedOn: null,
  via: null,
  notes: [],
  coverage: 'complete' as const,
  files: [],
};

/** Forwards to PostgreSQL. Once, it closes the client's connection when COMMIT is sent: before or after it takes effect. */
class BreakingProxy {
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;
  breaks?: 'before COMMIT' | 'after COMMIT';

  constructor(private readonly target: URL) {
    this.#server = createServer((client) => this.#forward(client));
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const url = new URL(this.target);
    url.port = String((this.#server.address() as { port: number }).port);
    return url.href;
  }

  close(): void {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  #forward(client: Socket): void {
    const server = dial(Number(this.target.port), '127.0.0.1');
    for (const socket of [client, server]) {
      this.#sockets.add(socket);
      socket.on('error', () => socket.destroy());
    }
    client.on('close', () => server.destroy());
    server.on('close', () => client.destroy());
    let silent = false;
    server.on('data', (data: Buffer) => {
      // The reply to COMMIT is not passed on.
      if (silent) client.destroy();
      else client.write(data);
    });
    client.on('data', (data: Buffer) => {
      const isCommit = data.toString('latin1', 5) === 'commit\0';
      if (!isCommit || !this.breaks) return void server.write(data);
      const before = this.breaks === 'before COMMIT';
      this.breaks = undefined;
      if (before) return void client.destroy();
      silent = true;
      server.write(data);
    });
  }
}

let test: TestSubgraph;
let proxy: BreakingProxy;
let publisher: ConnectedSubgraph;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cabildo-reply-'));
  test = await testSubgraph(wells, process.env.CABILDO_TEST_DSN!);
  proxy = new BreakingProxy(new URL(test.dsn));
  publisher = await wells.connect({ dsn: { write: await proxy.listen() } });
});
afterAll(async () => {
  await publisher.close();
  proxy.close();
  await test.close();
  await rm(folder, { recursive: true });
});

async function publish(name: string) {
  const path = join(folder, `${name}.csv`);
  await writeFile(path, `municipality_code,id,name\n15031,w1,${name}\n`);
  return ingest(publisher.database, { dataset: wells.datasets[0]!, files: [path], source, publishedBy: 'tester' });
}

const newest = async () => (await test.execute('{ well(id: "w1") { name } }')).data.well?.name;

it('a publication whose COMMIT took effect is reported as published, and sending it again changes nothing', async () => {
  proxy.breaks = 'after COMMIT';
  expect(await publish('Uno')).toMatchObject({ outcome: 'published', revision: 1, receipt: { revision: 1 } });
  expect(await newest()).toBe('Uno');
  expect(await publish('Uno')).toMatchObject({ outcome: 'unchanged' });
});

it('a publication whose COMMIT did not arrive fails, and sending it again publishes it', async () => {
  proxy.breaks = 'before COMMIT';
  await expect(publish('Dos')).rejects.toThrow('Connection terminated');
  expect(await newest()).toBe('Uno');
  expect(await publish('Dos')).toMatchObject({ outcome: 'published', revision: 2 });
});

it('the error says that the outcome is not known if the database cannot be reached', async () => {
  const gone = await wells.connect({ dsn: { write: 'postgresql://nobody@127.0.0.1:1/none' } });
  const confirmed = confirmPublication(gone.database, randomUUID(), new Error('lost'), 600);
  await expect(confirmed).rejects.toThrow(PublicationUnknownError);
  await gone.close();
});
