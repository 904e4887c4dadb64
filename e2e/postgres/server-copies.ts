import { execFile } from 'node:child_process';
import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, connect as dial, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { openHome } from '../../hub/src/home.js';
import { findPlace } from '../../hub/src/postgres/place.js';
import { type Postgres, startPostgres } from '../../hub/src/postgres/postgres.js';
import { processStopped } from './stopped.js';

const run = promisify(execFile);
const SETTINGS = { fsync: 'off', max_connections: '60', hot_standby: 'on', wal_level: 'replica' };

/** A PostgreSQL server whose data folder can be copied, for standbys and restores. */
export class CopiedServer {
  postgres!: Postgres;

  private constructor(readonly home: string) {}

  static async create(): Promise<CopiedServer> {
    const server = new CopiedServer(await mkdtemp(join(tmpdir(), 'cabildo-copied-')));
    await server.start();
    return server;
  }

  get port(): number {
    return this.postgres.port;
  }

  async start(settings: Record<string, string> = {}): Promise<void> {
    this.postgres = await startPostgres({ home: await openHome(this.home), settings: { ...SETTINGS, ...settings } });
  }

  stop(): Promise<void> {
    return this.postgres.stop();
  }

  /** Ends the server as a power failure would. */
  async kill(): Promise<void> {
    process.kill(this.postgres.pid, 'SIGKILL');
    await processStopped(this.postgres.dataFolder);
  }

  /** Copies the home and the data of a stopped server. */
  async copy(): Promise<CopiedServer> {
    const copy = new CopiedServer(await mkdtemp(join(tmpdir(), 'cabildo-copied-')));
    const { data } = await findPlace({ path: this.home });
    await run('cp', ['-a', join(this.home, 'postgres.password'), copy.home]);
    const place = await findPlace(await openHome(copy.home));
    await run('cp', ['-a', data, place.data]);
    return copy;
  }

  /** Makes a copy follow the primary from its next start on. */
  async follow(primary: CopiedServer): Promise<void> {
    const { data, account } = await findPlace({ path: this.home });
    await appendFile(join(data, 'postgresql.auto.conf'), `primary_conninfo = '${primary.postgres.dsn()}'\n`);
    const signal = join(data, 'standby.signal');
    await writeFile(signal, '');
    if (account) await run('chown', [`${account.uid}:${account.gid}`, signal]);
  }

  async remove(): Promise<void> {
    await this.stop().catch(() => undefined);
    const { data } = await findPlace({ path: this.home });
    await rm(dirname(data), { recursive: true, force: true });
    await rm(this.home, { recursive: true, force: true });
  }
}

/** A name that moves: forwards connections to one server, until it is pointed to another. */
export class MovingName {
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;
  #target = 0;

  private constructor() {
    this.#server = createServer((client) => {
      const server = dial(this.#target, '127.0.0.1');
      for (const [one, other] of [
        [client, server],
        [server, client],
      ] as const) {
        this.#sockets.add(one);
        one.pipe(other);
        one.on('error', () => other.destroy());
        one.on('close', () => {
          this.#sockets.delete(one);
          other.destroy();
        });
      }
    });
  }

  static async open(target: number): Promise<MovingName> {
    const name = new MovingName();
    name.#target = target;
    await new Promise<void>((resolve) => name.#server.listen(0, '127.0.0.1', resolve));
    return name;
  }

  /** The connection string of a server, by this name. */
  dsn(of: Postgres, database?: string): string {
    const url = new URL(of.dsn(database));
    url.port = String((this.#server.address() as { port: number }).port);
    return url.href;
  }

  /** Points the name to another server and closes all connections. */
  move(target: number): void {
    this.#target = target;
    this.cut();
  }

  cut(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  close(): void {
    this.cut();
    this.#server.close();
  }
}
