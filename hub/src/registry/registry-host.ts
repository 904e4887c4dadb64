import { type ConnectedSubgraph, Snapshot } from '@cabildo/kit';
import { type Author, type Composition, repository } from '@cabildo/registry';
import type { Usage } from './checks/usage.js';
import { Composer } from './composer.js';
import type { Member } from './members.js';
import { type Publication, type PublishReport, Registration } from './registration.js';
import { SubgraphChecks } from './subgraph-checks.js';
import type { SubgraphKeys } from './subgraph-keys.js';

/** Days of usage that a breaking change is compared with. */
const USAGE_DAYS = 30;

export interface ServedPublication extends Omit<PublishReport, 'outcome'> {
  readonly outcome: PublishReport['outcome'] | 'held';
  /** Why the supergraph does not contain the version. */
  readonly faults?: readonly string[];
}

export interface RegistryHostOptions {
  /** What a proposal is composed with; the members of the supergraph that is served by default. */
  readonly members?: () => Promise<readonly Member[]>;
  readonly keys?: SubgraphKeys;
}

/** The registry in a process that composes: writes, checks, compositions and the feed of supergraphs. */
export class RegistryHost {
  readonly composer: Composer;
  readonly registration: Registration;

  constructor(
    readonly registry: ConnectedSubgraph,
    own: readonly Member[],
    report: (error: unknown) => void,
    { members = async () => this.composer.members, keys }: RegistryHostOptions = {},
  ) {
    this.composer = new Composer(registry, own, { report });
    const checks = new SubgraphChecks({
      members,
      usage: () => usageOf(registry),
      keyOf: (name) => keys?.current[name],
    });
    this.registration = new Registration(registry, checks, keys);
  }

  /** Publishes, and returns when every gateway serves the version or it is known why not. */
  async publish(publication: Publication, author: Author): Promise<ServedPublication> {
    const report = await this.registration.publish(publication, author);
    if (report.outcome !== 'served') return report;
    const fault = await this.settled(publication.name, report.version!);
    return fault === undefined ? report : { ...report, outcome: 'held', faults: fault };
  }

  /** Composes what is registered. Returns why a version is not in the supergraph; undefined if it is. */
  async settled(name: string, version: number): Promise<readonly string[] | undefined> {
    await this.composer.reconcile();
    if (this.composer.members.some(({ id }) => id === `${name}@${version}`)) return undefined;
    return (await this.newestComposition())?.faults ?? ['The subgraph is not active.'];
  }

  async newestComposition(): Promise<Composition | undefined> {
    return repository.newestComposition(await Snapshot.newest(this.registry.database));
  }
}

/** The usage of each field in the last days, by its schema coordinate. */
export async function usageOf(registry: ConnectedSubgraph): Promise<(coordinate: string) => Usage | undefined> {
  const dayFrom = new Date(Date.now() - USAGE_DAYS * 86_400_000).toISOString().slice(0, 10);
  const rows = await repository.fieldUsage(await Snapshot.newest(registry.database), { dayFrom }).execute();
  const usage = new Map<string, { requests: number; clients: Map<string, number> }>();
  for (const { coordinate, clientName, operationName, requestCount } of rows) {
    const entry = usage.get(coordinate) ?? { requests: 0, clients: new Map<string, number>() };
    const client = `${clientName}/${operationName}`;
    entry.requests += requestCount;
    entry.clients.set(client, (entry.clients.get(client) ?? 0) + requestCount);
    usage.set(coordinate, entry);
  }
  return (coordinate) => {
    const found = usage.get(coordinate);
    if (!found) return undefined;
    const clients = [...found.clients].sort(([, a], [, b]) => b - a).map(([client]) => client);
    return { requests: found.requests, clients: clients.slice(0, 5) };
  };
}
