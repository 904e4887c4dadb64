import { HubError } from '../errors.js';
import { type RegistryFlags, withRegistry } from '../registry/registry-client.js';

interface Listed {
  readonly name: string;
  readonly state: string;
  readonly url: string;
  readonly servedVersion: number | null;
  readonly agency: { readonly id: string } | null;
  readonly versions: readonly { readonly number: number }[];
}

/** Lists the registered subgraphs, a line each. */
export async function listSubgraphs(flags: RegistryFlags & { json?: boolean }): Promise<void> {
  const { registeredSubgraphs } = (await withRegistry(flags, 'hub subgraph list', (client) =>
    client.query(
      '{ registeredSubgraphs(first: 500) { nodes { name state url servedVersion agency { id } versions { number } } } }',
    ),
  )) as { registeredSubgraphs: { nodes: Listed[] } };
  const { nodes } = registeredSubgraphs;
  if (flags.json) return writeJson(nodes);
  if (nodes.length === 0) process.stdout.write('No subgraph is registered.\n');
  for (const { name, state, url, servedVersion, agency, versions } of nodes) {
    const served = servedVersion === null ? 'none served' : `serves ${servedVersion}`;
    process.stdout.write(`${name}  ${state}  ${served} of ${versions[0]?.number ?? 0}  ${agency?.id ?? ''}  ${url}\n`);
  }
}

const details = `query ($name: ID!) { registeredSubgraph(name: $name) {
  name state url servedVersion keyId agency { id name }
  versions { number sha256 url commit note publishedAt publishedBy }
  checks(first: 5) { nodes { outcome checkedAt checkedBy checkFindings { severity code coordinate message } } }
} }`;

/** Shows one subgraph as JSON: its versions, and its last checks. */
export async function showSubgraph(name: string, flags: RegistryFlags): Promise<void> {
  const { registeredSubgraph } = await withRegistry(flags, 'hub subgraph show', (client) =>
    client.query(details, { name }),
  );
  if (!registeredSubgraph) throw new HubError('SUBGRAPH_UNKNOWN', `Unknown subgraph "${name}": see hub subgraph list.`);
  writeJson(registeredSubgraph);
}

/** Lists who did what with the registry, newest first. */
export async function registryHistory(flags: RegistryFlags & { json?: boolean }): Promise<void> {
  const { registryRevisions } = (await withRegistry(flags, 'hub subgraph history', (client) =>
    client.query(
      '{ registryRevisions(first: 100) { nodes { number publishedAt publishedBy dataset note added changed withdrawn } } }',
    ),
  )) as { registryRevisions: { nodes: Record<string, unknown>[] } };
  if (flags.json) return writeJson(registryRevisions.nodes);
  for (const { number, publishedAt, publishedBy, dataset, note, added, changed } of registryRevisions.nodes)
    process.stdout.write(
      `${number}  ${publishedAt}  ${publishedBy}  ${dataset}: ${added} added, ${changed} changed${note ? `  ${note}` : ''}\n`,
    );
}

/** Lists how often each field of the API was requested, most often first. */
export async function fieldUsage(flags: RegistryFlags & { coordinate?: string; json?: boolean }): Promise<void> {
  const { fieldUsage: usage } = (await withRegistry(flags, 'hub subgraph usage', (client) =>
    client.query(
      'query ($coordinate: String) { fieldUsage(first: 500, coordinate: $coordinate) { nodes { day coordinate clientName operationName requestCount } } }',
      { coordinate: flags.coordinate },
    ),
  )) as { fieldUsage: { nodes: Record<string, string | number>[] } };
  if (flags.json) return writeJson(usage.nodes);
  if (usage.nodes.length === 0) process.stdout.write('No usage is recorded.\n');
  for (const { day, coordinate, clientName, operationName, requestCount } of usage.nodes)
    process.stdout.write(`${day}  ${coordinate}  ${clientName}/${operationName}  ${requestCount}\n`);
}

function writeJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`);
}
