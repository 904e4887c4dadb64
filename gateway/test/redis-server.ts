import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe } from '@jest/globals';

const program = ['redis-server', 'valkey-server'].find((name) => spawnSync(name, ['--version']).status === 0);

export const hasRedis = program !== undefined;

/** Tests over a real Redis; where there is none they are seen to be skipped. */
export const describeWithRedis = (title: string, tests: () => void): void => {
  if (program) describe(title, tests);
  else describe.skip(`SKIPPED, for neither redis-server nor valkey-server is installed: ${title}`, tests);
};

/** A Redis of its own for a test file: one that can be stopped, killed and started again on its port. */
export class RedisServer {
  readonly #folder = mkdtempSync(join(tmpdir(), 'cabildo-redis-'));
  #child?: ChildProcess;

  private constructor(readonly port: number) {}

  static async start(): Promise<RedisServer> {
    const server = new RedisServer(await freePort());
    await server.start();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  async start(): Promise<void> {
    const settings = { port: this.port, bind: '127.0.0.1', save: '', appendonly: 'no', dir: this.#folder };
    const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, `${value}`]);
    this.#child = spawn(program!, args, { stdio: 'ignore' });
    while (!(await this.#listens())) await sleep(10);
  }

  /** It holds its connections and answers nothing. */
  pause(): void {
    this.#child!.kill('SIGSTOP');
  }

  resume(): void {
    this.#child!.kill('SIGCONT');
  }

  async kill(): Promise<void> {
    const ended = once(this.#child!, 'exit');
    this.#child!.kill('SIGKILL');
    await ended;
  }

  async end(): Promise<void> {
    if (this.#child!.exitCode === null && this.#child!.signalCode === null) await this.kill();
    rmSync(this.#folder, { recursive: true });
  }

  #listens(): Promise<boolean> {
    return new Promise((resolve) => {
      const socket = connect(this.port, '127.0.0.1', () => {
        socket.destroy();
        resolve(true);
      });
      socket.on('error', () => resolve(false));
    });
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
