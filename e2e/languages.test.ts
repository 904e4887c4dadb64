// From an empty folder to a served subgraph, in each language whose toolchain this machine has.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newHome, removeHomes } from '../hub/test/temporary-home.js';
import { ask, HubProcess, type RunningHub, startHub } from './running-hub.js';

interface Recipe {
  /** The commands that show that the toolchain is there. */
  readonly needs: readonly (readonly string[])[];
  /** Installs and tests, as the README of the folder says. */
  readonly build: readonly string[];
  readonly start: string;
}

const recipes: Readonly<Record<string, Recipe>> = {
  typescript: {
    needs: [['npm', '--version']],
    build: ['npm install --no-audit --no-fund', 'npm test'],
    start: 'exec node_modules/.bin/tsx src/main.ts',
  },
  python: {
    needs: [['python3', '-c', 'import sys, venv; sys.exit(sys.version_info < (3, 10))']],
    build: [
      'python3 -m venv .venv',
      '.venv/bin/pip install -q -r requirements-test.txt',
      '.venv/bin/python -m pytest -q',
    ],
    start: 'exec .venv/bin/python -m subgraph.main',
  },
  go: {
    needs: [['go', 'version']],
    build: ['go tool gqlgen generate', 'go test ./...', 'go build -o subgraph .'],
    start: 'exec ./subgraph',
  },
  java: {
    needs: [
      ['mvn', '--version'],
      ['java', '-version'],
    ],
    build: ['mvn -q -B package'],
    start: 'exec java -jar target/subgraph.jar',
  },
};

const found = ([command, ...args]: readonly string[]): boolean => spawnSync(command!, args).status === 0;
const folder = mkdtempSync(join(tmpdir(), 'cabildo-languages-'));
let home: string;
let hub: RunningHub;
/** Leaders of process groups: a server may run in a child of the command that started it. */
const started: number[] = [];

beforeAll(async () => {
  home = newHome();
  hub = await startHub(home);
  await hubCommand('agency', 'add', 'agency', '--name', 'An agency');
}, 120_000);
afterAll(async () => {
  for (const group of started) process.kill(-group, 'SIGKILL');
  await hub.end('SIGTERM');
  await removeHomes();
  rmSync(folder, { recursive: true, force: true });
});

async function hubCommand(...args: string[]): Promise<string> {
  const command = new HubProcess(args, { CABILDO_HOME: home });
  const code = await command.exited;
  if (code !== 0) throw new Error(`hub ${args.join(' ')} ended with ${code}:\n${command.output}`);
  return command.output;
}

/** The toolchains of this machine, without what the package manager of this project sets for its own. */
function shell(command: string, cwd: string, environment: Record<string, string> = {}) {
  const own = Object.entries(process.env).filter(
    ([name]) => !/^(npm_|NODE_(OPTIONS|PATH|ENV)|JEST_|PNPM_|INIT_CWD)/i.test(name),
  );
  const env = { ...Object.fromEntries(own), ...environment };
  return spawn('sh', ['-c', command], { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
}

async function run(command: string, cwd: string): Promise<void> {
  const child = shell(command, cwd);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const [code] = await once(child, 'exit');
  if (code !== 0) throw new Error(`${command} ended with ${code}:\n${output.slice(-4_000)}`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

async function untilUp(url: string): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    const up = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (up) return;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error(`${url} does not respond.`);
}

/** Hyphenated, since a name is also part of names of types and fields. */
const nameOf = (language: string) => `${language}-wells`;

for (const [language, { needs, build, start }] of Object.entries(recipes)) {
  const there = needs.every(found);
  const field = `${language}WellsSites`;
  (there ? test : test.skip)(
    `a subgraph in ${language} goes from an empty folder to the graph, and to its second version`,
    async () => {
      const began = performance.now();
      const name = nameOf(language);
      const cwd = join(folder, language);
      await hubCommand('subgraph', 'init', name, '--language', language, '--dir', cwd);
      for (const command of build) await run(command, cwd);
      const port = await freePort();
      const server = shell(start, cwd, { PORT: String(port) });
      started.push(server.pid!);
      await untilUp(`http://127.0.0.1:${port}/health`);
      const url = `http://127.0.0.1:${port}/graphql`;
      const schema = join(cwd, 'schema.graphql');
      expect(await hubCommand('audit', url, '--schema', schema)).not.toMatch(/FAILED|warning {2}revisions/);
      const publish = () =>
        new HubProcess(['subgraph', 'publish', name, '--schema', schema, '--url', url, '--agency', 'agency'], {
          CABILDO_HOME: home,
        });
      const pending = publish();
      await pending.exited;
      expect(pending.output).toContain('waits for the approval of a steward');
      expect(await hubCommand('subgraph', 'approve', name)).toContain(`${name}@1 is served`);
      const { data, errors } = await ask(
        hub.url,
        `{ municipalities(codes: ["15031", "15033"], orderBy: CODE) { nodes { name ${field} { id name municipality { name } } } } }`,
      );
      expect(errors).toBeUndefined();
      expect(data.municipalities.nodes).toEqual([
        {
          name: 'Chimalhuacán',
          [field]: [{ id: '1', name: 'Chimalhuacán, centro', municipality: { name: 'Chimalhuacán' } }],
        },
        {
          name: 'Ecatepec de Morelos',
          [field]: [{ id: '2', name: 'Ecatepec, norte', municipality: { name: 'Ecatepec de Morelos' } }],
        },
      ]);
      process.stdout.write(`${language}: live after ${((performance.now() - began) / 1000).toFixed(1)} s\n`);
      writeFileSync(schema, readFileSync(schema, 'utf8').replace('A site of the agency.', 'A well of the agency.'));
      const second = publish();
      expect([await second.exited, second.output]).toEqual([0, expect.stringContaining(`${name}@2 is served`)]);
    },
    400_000,
  );
}
