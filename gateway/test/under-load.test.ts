import { mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, test } from '@jest/globals';
import { Agent, request } from 'undici';
import { type Gateway, startGateway } from '../src/index.js';
import { inProcess, supergraphOf, testSubgraph } from './subgraphs.js';

const towns = (more: string) =>
  testSubgraph('towns', `type Query { town: Int ${more} }`, { Query: { town: () => sleep(5, 7) } });
const folder = mkdtempSync(join(tmpdir(), 'under-load-'));
const file = join(folder, 'supergraph.graphql');
afterAll(() => rmSync(folder, { recursive: true }));

function replaceFile(text: string): void {
  writeFileSync(`${file}.new`, text);
  renameSync(`${file}.new`, file);
}

/** Clients that ask again and again over connections that are kept alive. */
class Load {
  readonly answers = new Map<string, number>();
  readonly #agent = new Agent({ connections: 20 });
  readonly #clients: Promise<unknown>;
  #over = false;

  constructor(url: string, clients: number) {
    this.#clients = Promise.all(Array.from({ length: clients }, (_, number) => this.#ask(url, number)));
  }

  get count(): number {
    return [...this.answers.values()].reduce((sum, count) => sum + count, 0);
  }

  async end(): Promise<void> {
    this.#over = true;
    await this.#clients;
    await this.#agent.close();
  }

  async #ask(url: string, number: number): Promise<void> {
    const options = {
      dispatcher: this.#agent,
      method: 'POST' as const,
      headers: { 'content-type': 'application/json' },
    };
    for (let i = 0; !this.#over; i++) {
      // Each asks in its own words, so that every answer is a run of its own.
      const body = JSON.stringify({ query: `query Q${number} { town }`, variables: { i } });
      const answer = await request(url, { ...options, body }).then(
        async (response) => `${response.statusCode} ${await response.body.text()}`,
        (error: NodeJS.ErrnoException) => error.code ?? error.message,
      );
      this.answers.set(answer, (this.answers.get(answer) ?? 0) + 1);
      if (answer === 'ECONNREFUSED') return;
    }
  }
}

const start = (): Promise<Gateway> =>
  startGateway({
    supergraph: { file },
    connect: (name, url) => inProcess([towns('a: Int b: Int c: Int')])(name, url),
    port: 0,
    host: '127.0.0.1',
  });
const whole = '200 {"data":{"town":7}}\n';

describe('under load', () => {
  test('no request is lost while the supergraph changes and changes, and once does not load', async () => {
    writeFileSync(file, supergraphOf([towns('')]));
    const gateway = await start();
    const load = new Load(gateway.url, 20);
    const health = async () =>
      (await (await fetch(`${gateway.url}health`)).json()) as { supergraph: { loadedAt: string; refused?: string } };
    for (const more of ['a: Int', 'a: Int b: Int', 'nonsense', 'c: Int', '']) {
      const before = await health();
      replaceFile(more === 'nonsense' ? 'type Query { nothing: Int }' : supergraphOf([towns(more)]));
      const seen = async () => {
        const now = await health();
        return more === 'nonsense' ? now.supergraph.refused : now.supergraph.loadedAt !== before.supergraph.loadedAt;
      };
      while (!(await seen())) await sleep(20);
    }
    await load.end();
    expect([...load.answers.keys()]).toEqual([whole]);
    expect(load.count).toBeGreaterThan(100);
    await gateway.stop();
  });

  test('no request that was taken is lost when the gateway stops', async () => {
    writeFileSync(file, supergraphOf([towns('')]));
    const gateway = await start();
    const load = new Load(gateway.url, 20);
    while (load.count < 100) await sleep(5);
    await gateway.stop();
    while (!load.answers.has('ECONNREFUSED')) await sleep(5);
    await load.end();
    expect([...load.answers.keys()].sort()).toEqual([whole, 'ECONNREFUSED'].sort());
  });
});
