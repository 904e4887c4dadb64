import { createHash, randomBytes } from 'node:crypto';
import { type ConnectedSubgraph, Snapshot } from '@cabildo/kit';
import {
  type Author,
  CheckOutcome,
  CheckSeverity,
  type RegisteredSubgraph,
  recordRows,
  repository,
  SubgraphState,
  type SubgraphVersion,
} from '@cabildo/registry';
import { HubError } from '../errors.js';
import { auditFindings } from './audit/audit.js';
import type { CheckFinding } from './checks/finding.js';
import { isLoopback } from './loopback.js';
import type { Proposal } from './proposal.js';
import type { SubgraphCheckReport, SubgraphChecks } from './subgraph-checks.js';
import type { SubgraphKeys } from './subgraph-keys.js';

export interface Publication extends Proposal {
  readonly agencyId: string;
  readonly commit?: string;
  readonly note?: string;
}

export interface PublishReport {
  readonly outcome: 'served' | 'unchanged' | 'pending' | 'rejected';
  readonly version?: number;
  readonly check: SubgraphCheckReport;
  /** `id:secret`, at the first publication only: the key with which the server verifies the calls of the hub. */
  readonly key?: string;
}

const namePattern = /^[a-z][a-z0-9-]{0,62}$/;

/**
 * What agencies and stewards do in the registry. Each method writes revisions; the composer sees them and changes the
 * supergraph.
 */
export class Registration {
  constructor(
    readonly registry: ConnectedSubgraph,
    readonly checks: SubgraphChecks,
    readonly keys?: SubgraphKeys,
  ) {}

  /** @throws HubError BAD_NAME */
  async addAgency(agency: { id: string; name: string; url: string | null }, author: Author): Promise<void> {
    expectName('agency', agency.id);
    await recordRows(this.registry, 'agency', [agency], author);
  }

  /** Checks a proposal and records the result. @throws HubError BAD_NAME, SUBGRAPH_OF_ANOTHER */
  async check(proposal: Proposal, agencyId: string | undefined, author: Author): Promise<SubgraphCheckReport> {
    expectName('subgraph', proposal.name);
    const registered = await this.find(proposal.name);
    expectOwner(registered, agencyId);
    const report = await this.checks.run({ ...proposal, url: proposal.url ?? registered?.url }, agencyId);
    await this.#recordCheck(proposal, report.findings, author);
    return report;
  }

  /**
   * Publishes a version. The first version of a subgraph, and one that adds root fields or shared types, waits for the
   * approval of a steward; any other is served if its checks pass.
   * @throws HubError BAD_NAME, BAD_URL, SUBGRAPH_OF_ANOTHER
   */
  async publish(publication: Publication, author: Author): Promise<PublishReport> {
    const { name, agencyId, sdl } = publication;
    const registered = await this.find(name);
    const url = expectUrl(publication.url ?? registered?.url);
    const check = await this.check({ name, sdl, url }, agencyId, author);
    if (check.outcome === CheckOutcome.FAILED) return { outcome: 'rejected', check };
    const versions = await this.#versions(name);
    const [newest] = versions;
    if (registered?.servedVersion === newest?.number && newest?.sdl === sdl && newest.url === url)
      return { outcome: 'unchanged', version: newest.number, check };
    const number = (newest?.number ?? 0) + 1;
    const approved = registered !== undefined && registered.servedVersion !== null && check.approvals.length === 0;
    const key = registered ? undefined : this.keys?.create(name);
    const keyId = key?.split(':')[0] ?? null;
    const row = registered ?? { name, agencyId, url, state: SubgraphState.PENDING, servedVersion: null, keyId };
    if (!registered) await this.#write(row, author);
    await this.#recordVersion(publication, url, number, author);
    if (!approved) return { outcome: 'pending', version: number, check, ...(key !== undefined && { key }) };
    const state = row.state === SubgraphState.DISABLED ? row.state : SubgraphState.ACTIVE;
    await this.#write({ ...row, url, state, servedVersion: number }, author);
    return { outcome: state === SubgraphState.ACTIVE ? 'served' : 'pending', version: number, check };
  }

  /** Serves the newest version, or the one that is named. @throws HubError SUBGRAPH_UNKNOWN, VERSION_UNKNOWN */
  async approve(name: string, author: Author, version?: number): Promise<number> {
    const found = await this.#version(name, version);
    await this.#expectSigned(name, found.url);
    return this.#serve(await this.#known(name), found, author);
  }

  /** Creates a key that will replace the current one, or signs with the one that was created. */
  async activateKey(name: string, author: Author): Promise<string> {
    const known = await this.#known(name);
    const keyId = this.keys!.activate(name);
    await this.#write({ ...known, keyId }, author);
    return keyId;
  }

  /** A server that anyone can reach must refuse calls that the hub did not sign. */
  async #expectSigned(name: string, url: string): Promise<void> {
    const key = this.keys?.current[name];
    if (!key || isLoopback(url)) return;
    const unsigned = (await auditFindings(url, { key })).find(({ message }) => message.includes('signature'));
    if (unsigned) throw new HubError('SUBGRAPH_UNSIGNED', `The subgraph ${name} is not served: ${unsigned.message}`);
  }

  /** Serves an earlier version: the one before the served one, or the one that is named. */
  async rollback(name: string, author: Author, version?: number): Promise<number> {
    const known = await this.#known(name);
    const earlier = (await this.#versions(name)).find(({ number }) => number < (known.servedVersion ?? 0));
    if (version === undefined && !earlier)
      throw new HubError('VERSION_UNKNOWN', `The subgraph ${name} has no version before ${known.servedVersion}.`);
    return this.#serve(known, version === undefined ? earlier! : await this.#version(name, version), author);
  }

  async disable(name: string, author: Author): Promise<void> {
    await this.#write({ ...(await this.#known(name)), state: SubgraphState.DISABLED }, author);
  }

  /** @throws HubError VERSION_UNKNOWN when no version was ever approved */
  async enable(name: string, author: Author): Promise<void> {
    const known = await this.#known(name);
    if (known.servedVersion === null)
      throw new HubError('VERSION_UNKNOWN', `No version of the subgraph ${name} was approved: approve one first.`);
    await this.#write({ ...known, state: SubgraphState.ACTIVE }, author);
  }

  async remove(name: string, author: Author): Promise<void> {
    await this.#write({ ...(await this.#known(name)), state: SubgraphState.REMOVED }, author);
  }

  async find(name: string): Promise<RegisteredSubgraph | undefined> {
    const [found] = await repository.subgraphsByName(await this.#snapshot(), [name]);
    return found;
  }

  #snapshot = (): Promise<Snapshot> => Snapshot.newest(this.registry.database);

  async #versions(name: string): Promise<SubgraphVersion[]> {
    return repository.versionsOf(await this.#snapshot(), [name]);
  }

  async #version(name: string, version?: number): Promise<SubgraphVersion> {
    const versions = await this.#versions(name);
    const found = version === undefined ? versions[0] : versions.find(({ number }) => number === version);
    if (found) return found;
    const numbers = versions.map(({ number }) => number);
    throw new HubError(
      'VERSION_UNKNOWN',
      `The subgraph ${name} has no version ${version ?? ''}. Its versions are ${numbers.join(', ') || 'none'}.`,
    );
  }

  async #known(name: string): Promise<RegisteredSubgraph> {
    const found = await this.find(name);
    if (found) return found;
    const all = await repository.subgraphs(await this.#snapshot(), {}).execute();
    throw new HubError(
      'SUBGRAPH_UNKNOWN',
      `Unknown subgraph "${name}". Registered are: ${all.map((each) => each.name).join(', ') || 'none'}.`,
    );
  }

  async #serve(known: RegisteredSubgraph, { number, url }: SubgraphVersion, author: Author): Promise<number> {
    await this.#write({ ...known, url, state: SubgraphState.ACTIVE, servedVersion: number }, author);
    return number;
  }

  #write({ name, agencyId, url, state, servedVersion, keyId }: SubgraphRow, author: Author): Promise<unknown> {
    const row = { name, agencyId, url, state, servedVersion, keyId };
    return recordRows(this.registry, 'registered_subgraph', [row], author);
  }

  async #recordVersion({ name, sdl, commit, note }: Publication, url: string, number: number, author: Author) {
    const row = {
      subgraphName: name,
      number,
      sdl,
      sha256: digestOf(sdl),
      url,
      commit: commit ?? null,
      note: note ?? null,
      publishedAt: new Date().toISOString(),
      publishedBy: author.by,
    };
    await recordRows(this.registry, 'subgraph_version', [row], author);
  }

  async #recordCheck({ name, sdl }: Proposal, findings: readonly CheckFinding[], author: Author): Promise<void> {
    const id = `${name}-${Date.now().toString(36)}${randomBytes(3).toString('hex')}`;
    const failed = findings.some(({ severity }) => severity === CheckSeverity.ERROR);
    const check = {
      id,
      subgraphName: name,
      sha256: digestOf(sdl),
      outcome: failed ? CheckOutcome.FAILED : CheckOutcome.PASSED,
      checkedAt: new Date().toISOString(),
      checkedBy: author.by,
    };
    await recordRows(this.registry, 'subgraph_check', [check], author);
    if (findings.length === 0) return;
    const rows = findings.map(({ severity, code, coordinate, line, owner, message }, index) => ({
      checkId: id,
      position: index + 1,
      severity,
      code,
      coordinate: coordinate ?? null,
      schemaLine: line ?? null,
      owner: owner ?? null,
      message,
    }));
    await recordRows(this.registry, 'subgraph_check_finding', rows, author);
  }
}

type SubgraphRow = Pick<RegisteredSubgraph, 'name' | 'agencyId' | 'url' | 'state' | 'servedVersion' | 'keyId'>;

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

function expectName(what: string, name: string): void {
  if (namePattern.test(name)) return;
  throw new HubError(
    'BAD_NAME',
    `"${name}" is no name of a ${what}: use lower-case letters, digits and hyphens, a letter first, 63 at most.`,
  );
}

function expectOwner(registered: RegisteredSubgraph | undefined, agencyId: string | undefined): void {
  if (!registered || agencyId === undefined || registered.agencyId === agencyId) return;
  throw new HubError(
    'SUBGRAPH_OF_ANOTHER',
    `The subgraph ${registered.name} belongs to the agency ${registered.agencyId}, and the token to ${agencyId}.`,
  );
}

function expectUrl(url: string | undefined): string {
  if (url !== undefined && URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)) return url;
  throw new HubError(
    'BAD_URL',
    url === undefined
      ? 'The subgraph has no address yet: name it with --url.'
      : `"${url}" is no http or https address.`,
  );
}
