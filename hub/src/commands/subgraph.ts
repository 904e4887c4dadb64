import { readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { HubError } from '../errors.js';
import { findingsAsMarkdown, findingsAsText, type ShownFinding } from '../registry/findings-text.js';
import { type RegistryFlags, withHost, withRegistry } from '../registry/registry-client.js';
import { readable } from './ingest.js';

export interface CheckFlags extends RegistryFlags {
  schema: string;
  url?: string;
  json?: boolean;
  markdown?: boolean;
}

export interface PublishFlags extends CheckFlags {
  agency?: string;
  commit?: string;
  note?: string;
}

interface CheckReport {
  readonly outcome: string;
  readonly findings: readonly ShownFinding[];
  readonly approvals: readonly string[];
}

const schemaOf = (path: string): Promise<string> => readable(path, () => readFile(path, 'utf8'));

/** Checks a proposed schema. Returns false if it would break something. */
export async function checkSubgraph(name: string, flags: CheckFlags): Promise<boolean> {
  const sdl = await schemaOf(flags.schema);
  const report = (await withRegistry(flags, 'hub subgraph check', (client) =>
    client.act('check', { name, sdl, url: flags.url }),
  )) as unknown as CheckReport;
  writeReport(name, flags, report, report);
  return report.outcome === 'PASSED';
}

/** Publishes a version. Returns true once the gateways serve it. */
export async function publishSubgraph(name: string, flags: PublishFlags): Promise<boolean> {
  const sdl = await schemaOf(flags.schema);
  const { url, commit, note, agency } = flags;
  const report = (await withRegistry(flags, 'hub subgraph publish', (client) =>
    client.act('publish', { name, sdl, url, commit, note, agencyId: agency }),
  )) as { outcome: string; version?: number; check: CheckReport; faults?: string[]; key?: string };
  writeReport(name, flags, report.check, report);
  if (!flags.json) {
    process.stdout.write(`${sayingOf(name, report)}\n`);
    if (report.key) process.stdout.write(shownOnce(report.key));
  }
  return report.outcome === 'served' || report.outcome === 'unchanged';
}

function writeReport(name: string, { json, markdown }: CheckFlags, report: CheckReport, whole: object): void {
  if (json) process.stdout.write(`${JSON.stringify(whole, null, 2)}\n`);
  else process.stdout.write((markdown ? findingsAsMarkdown : findingsAsText)(name, report.findings, report.approvals));
}

function sayingOf(
  name: string,
  { outcome, version, faults = [] }: { outcome: string; version?: number; faults?: string[] },
) {
  const id = `${name}@${version}`;
  switch (outcome) {
    case 'served':
      return `${id} is served.`;
    case 'unchanged':
      return `${id} is served already, with this schema and address.`;
    case 'pending':
      return `${id} waits for the approval of a steward: hub subgraph approve ${name}`;
    case 'next-start':
      return `${id} is registered. No hub runs on this home: it is served when one starts.`;
    case 'held':
      return `${id} is not served:\n${faults.map((each) => `  ${each}`).join('\n')}`;
    default:
      return `${name} was not published: correct the errors above.`;
  }
}

const shownOnce = (key: string): string =>
  `The server must verify the calls of the hub with this key, which is shown once:\n${key}\n`;

/** Creates the key that will replace the current one, or signs calls with it. */
export async function keyOfSubgraph(name: string, flags: { rotate?: boolean; activate?: boolean }): Promise<void> {
  const author = { by: `operator/${userInfo().username}`, note: 'Key of the subgraph' };
  await withHost('hub subgraph key', async ({ registration }) => {
    if (!(await registration.find(name)))
      throw new HubError('SUBGRAPH_UNKNOWN', `Unknown subgraph "${name}": see hub subgraph list.`);
    if (flags.activate) {
      const id = await registration.activateKey(name, author);
      process.stdout.write(`Calls to ${name} are signed with the key ${id}.\n`);
      return;
    }
    const key = flags.rotate ? registration.keys!.rotate(name) : registration.keys!.create(name);
    if (!key)
      throw new HubError(
        'KEY_EXISTS',
        `The subgraph ${name} has a key. It was shown once: create another with --rotate.`,
      );
    process.stdout.write(shownOnce(key));
    if (flags.rotate)
      process.stdout.write(`Once the server accepts both keys, sign with it: hub subgraph key ${name} --activate\n`);
  });
}

export interface StewardFlags extends RegistryFlags {
  version?: number;
  note?: string;
  dryRun?: boolean;
}

type StewardAction = 'approve' | 'rollback' | 'disable' | 'enable' | 'remove';

/** Approves, rolls back, disables, enables or removes a subgraph. Returns false if it is not served as it should be. */
export async function steward(action: StewardAction, name: string, flags: StewardFlags): Promise<boolean> {
  if (flags.dryRun) return preview(action, name, flags);
  const { outcome, version, faults } = (await withRegistry(flags, `hub subgraph ${action}`, (client) =>
    client.act(action, { name, version: flags.version, note: flags.note }),
  )) as { outcome: string; version?: number; faults?: string[] };
  const plain = version === undefined;
  process.stdout.write(`${plain ? `${name}: ${outcome}.` : sayingOf(name, { outcome, version, faults })}\n`);
  return outcome !== 'held';
}

/** What the removal of a subgraph would take from clients. */
async function preview(action: StewardAction, name: string, flags: StewardFlags): Promise<boolean> {
  if (action !== 'remove') throw new HubError('BAD_FLAG', `--dry-run is for remove, not for ${action}.`);
  const shown = await withRegistry(flags, 'hub subgraph remove --dry-run', async (client) => {
    const { registeredSubgraph: found } = (await client.query(
      'query ($name: ID!) { registeredSubgraph(name: $name) { served { sdl } } }',
      { name },
    )) as { registeredSubgraph: { served: { sdl: string } | null } | null };
    if (!found) throw new HubError('SUBGRAPH_UNKNOWN', `Unknown subgraph "${name}": see hub subgraph list.`);
    return found.served?.sdl;
  });
  process.stdout.write(
    shown === undefined
      ? `${name} is not served: its removal changes nothing for clients.\n`
      : `These definitions would leave the supergraph, unless another subgraph has them too:\n${shown}\n`,
  );
  return true;
}
