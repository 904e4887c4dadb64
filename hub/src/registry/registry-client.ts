import { userInfo } from 'node:os';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Author } from '@cabildo/registry';
import { readHubConfig } from '../config.js';
import { ownSubgraphs } from '../contract.js';
import { HubError, wordsOf } from '../errors.js';
import { openDatabase, withConnected } from '../running.js';
import { onTerminal, Steps } from '../steps.js';
import { migrateAll } from '../subgraphs.js';
import { activeMembers, ownMember } from './members.js';
import { RegistryHost } from './registry-host.js';
import { SubgraphKeys } from './subgraph-keys.js';

export type RegistryAction = 'check' | 'publish' | 'approve' | 'rollback' | 'disable' | 'enable' | 'remove';

/** The registry as a command uses it: that of a hub over HTTP, or the tables of the home on this machine. */
export interface RegistryClient {
  act(action: RegistryAction, body: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>>;
  /** Runs a GraphQL query over what the registry recorded. */
  query(query: string, variables?: Record<string, unknown>): Promise<Record<string, unknown>>;
}

export interface RegistryFlags {
  /** The address of a hub, such as https://hub.example.org. */
  registry?: string;
}

/**
 * Works with a registry: over HTTP if `--registry` or CABILDO_REGISTRY names a hub, otherwise on this machine's home.
 * @throws HubError REGISTRY_REFUSED, REGISTRY_UNREACHABLE and those of the registry
 */
export function withRegistry<Result>(
  { registry = process.env.CABILDO_REGISTRY }: RegistryFlags,
  label: string,
  work: (client: RegistryClient) => Promise<Result>,
): Promise<Result> {
  return registry
    ? work(remoteRegistry(registry, process.env.CABILDO_TOKEN))
    : withHost(label, (host, running) => work(localRegistry(host, running)));
}

/** Opens the registry of this machine's home, beside a hub that runs or by its own PostgreSQL. */
export async function withHost<Result>(
  label: string,
  work: (host: RegistryHost, running: boolean) => Promise<Result>,
): Promise<Result> {
  const config = readHubConfig();
  const steps = new Steps(onTerminal(process.stderr));
  const database = await openDatabase(config, label, steps, { shared: true });
  try {
    return await withConnected(database, async (subgraphs) => {
      if (!database.shared) await migrateAll(subgraphs);
      const registry = subgraphs.find(({ name }) => name === 'registry')!;
      const own = ownSubgraphs().map(ownMember);
      const members = async () => [...own, ...(await activeMembers(registry))];
      return work(
        new RegistryHost(registry, own, () => undefined, { members, keys: new SubgraphKeys(config.CABILDO_HOME) }),
        database.shared === true,
      );
    });
  } finally {
    await database.release();
  }
}

const operator = (note?: unknown): Author => ({
  by: `operator/${userInfo().username}`,
  ...(typeof note === 'string' && { note }),
});

function localRegistry(host: RegistryHost, running: boolean): RegistryClient {
  const { registration, registry } = host;
  return {
    act: async (action, body) => {
      const author = operator(body.note);
      const name = String(body.name);
      const version = body.version as number | undefined;
      switch (action) {
        case 'check':
          return { ...(await registration.check(body as never, undefined, author)) };
        case 'publish': {
          const report = await registration.publish(body as never, author);
          const served = report.outcome === 'served' && (await outcomeOf(host, running, name, report.version!));
          return { ...report, ...(served || {}) };
        }
        case 'approve':
        case 'rollback': {
          const number = await registration[action](name, author, version);
          return { version: number, ...(await outcomeOf(host, running, name, number)) };
        }
        default:
          await registration[action](name, author);
          return { outcome: pastOf[action] };
      }
    },
    query: async (query, variables) => {
      const { data, errors } = await registry.execute({ query, variables });
      if (errors?.length || !data) throw new HubError('REGISTRY_REFUSED', errors?.[0]?.message ?? 'No data.');
      return data;
    },
  };
}

const pastOf = { disable: 'disabled', enable: 'enabled', remove: 'removed' } as const;

const WAIT_MS = 15_000;

/** Waits until the running hub serves a version, or recorded why not. */
async function outcomeOf(host: RegistryHost, running: boolean, name: string, version: number) {
  if (!running) return { outcome: 'next-start' };
  const deadline = Date.now() + WAIT_MS;
  const id = `${name}@${version}`;
  while (Date.now() < deadline) {
    const newest = await host.newestComposition();
    if (newest?.outcome === 'SERVED' && newest.members.includes(id)) return { outcome: 'served' };
    if (newest?.held.includes(id)) return { outcome: 'held', faults: newest.faults };
    if (newest?.outcome === 'FAILED' && newest.members.includes(id)) return { outcome: 'held', faults: newest.faults };
    await sleep(100);
  }
  return { outcome: 'held', faults: [`The running hub did not compose ${id} within ${WAIT_MS / 1000} s.`] };
}

function remoteRegistry(address: string, token: string | undefined): RegistryClient {
  const send = async (path: string, body: object): Promise<Record<string, unknown>> => {
    const response = await post(new URL(path, address), body, token);
    const json = (await response.json().catch(() => undefined)) as
      | (Record<string, unknown> & { errors?: { message: string; extensions?: { code?: string } }[] })
      | undefined;
    const [error] = json?.errors ?? [];
    if (json && !error) return json;
    throw new HubError(
      'REGISTRY_REFUSED',
      error
        ? `${error.message} (${error.extensions?.code ?? response.status})`
        : `${address} responded with HTTP ${response.status}.`,
    );
  };
  return {
    act: (action, body) => send(`/registry/${action}`, body),
    query: async (query, variables) => (await send('/graphql', { query, variables })).data as Record<string, unknown>,
  };
}

async function post(url: URL, body: object, token: string | undefined): Promise<Response> {
  try {
    return await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(60_000),
    });
  } catch (cause) {
    const why = wordsOf((cause as Error).cause ?? cause);
    throw new HubError('REGISTRY_UNREACHABLE', `The registry at ${url.origin} cannot be reached: ${why}.`, { cause });
  }
}
