import { CheckOutcome, CheckSeverity } from '@cabildo/registry';
import { compose } from '@cabildo/schema';
import { parse } from 'graphql';
import { auditFindings } from './audit/audit.js';
import { checkComposition } from './checks/composition.js';
import { checkContract } from './checks/contract.js';
import type { CheckFinding } from './checks/finding.js';
import { lint } from './checks/lint.js';
import { checkUsage, type Usage } from './checks/usage.js';
import type { Member } from './members.js';
import type { Proposal } from './proposal.js';

export interface SubgraphCheckReport {
  readonly outcome: CheckOutcome;
  /** Errors first. */
  readonly findings: readonly CheckFinding[];
  /** What a steward must approve, a sentence each. */
  readonly approvals: readonly string[];
}

export interface CheckedHub {
  /** All members of the supergraph that is served. */
  members(): Promise<readonly Member[]>;
  /** Usage of a field in the last days, by its schema coordinate. */
  usage(): Promise<(coordinate: string) => Usage | undefined>;
  /** Signs a call to a subgraph as the gateway does; undefined if its calls are unsigned. */
  keyOf?(subgraph: string): { readonly id: string; readonly secret: string } | undefined;
}

/** Runs every check of a proposed schema. */
export class SubgraphChecks {
  constructor(readonly hub: CheckedHub) {}

  async run({ name, sdl, url }: Proposal, agencyId: string | undefined): Promise<SubgraphCheckReport> {
    const members = await this.hub.members();
    const others = members.filter((member) => member.name !== name);
    const candidate = { name, sdl, url: url ?? `http://${name}.invalid/graphql` };
    const composed = checkComposition(candidate, others);
    if ('findings' in composed) return reportOf(composed.findings, []);
    const without = supergraphOf(others);
    const owners = ownersOf(others);
    const findings = [
      ...checkContract(without, composed.supergraphSdl, candidate, owners),
      ...(await this.#usage(members, name, composed.supergraphSdl, others)),
      ...lint(sdl, typesOf(others)),
      ...(url === undefined ? [] : await auditFindings(url, { sdl, key: this.hub.keyOf?.(name) })),
    ];
    return reportOf(findings, approvalsOf(members, candidate, others, agencyId));
  }

  async #usage(members: readonly Member[], name: string, after: string, others: readonly Member[]) {
    if (!members.some((member) => member.name === name)) return [];
    return checkUsage(supergraphOf(members), after, others, await this.hub.usage());
  }
}

/** @throws CompositionError when members that are served do not compose */
const supergraphOf = (members: readonly Member[]): string => compose(members).supergraphSdl;

function reportOf(findings: readonly CheckFinding[], approvals: readonly string[]): SubgraphCheckReport {
  const errors = findings.filter(({ severity }) => severity === CheckSeverity.ERROR);
  const warnings = findings.filter(({ severity }) => severity === CheckSeverity.WARNING);
  return {
    outcome: errors.length ? CheckOutcome.FAILED : CheckOutcome.PASSED,
    findings: [...errors, ...warnings],
    approvals,
  };
}

/** A new subgraph, and each new root field or field on a type of another subgraph, is looked at by a person first. */
function approvalsOf(
  members: readonly Member[],
  candidate: { name: string; sdl: string },
  others: readonly Member[],
  agencyId: string | undefined,
): string[] {
  const served = members.find(({ name }) => name === candidate.name);
  if (!served)
    return [`${candidate.name} is a new subgraph${agencyId === undefined ? '' : ` of the agency ${agencyId}`}.`];
  const shared = typesOf(others);
  const before = new Set(fieldsOn(served.sdl, shared));
  return fieldsOn(candidate.sdl, shared)
    .filter((coordinate) => !before.has(coordinate))
    .map((coordinate) => `${coordinate} is new on a root type or on a type of another subgraph.`);
}

function fieldsOn(sdl: string, shared: ReadonlySet<string>): string[] {
  const roots = new Set(['Query', 'Mutation', 'Subscription']);
  return parse(sdl).definitions.flatMap((node) => {
    if (!('fields' in node) || !('name' in node) || !node.name) return [];
    const type = node.name.value;
    if (!roots.has(type) && !shared.has(type)) return [];
    return (node.fields ?? []).map((field) => `${type}.${field.name.value}`);
  });
}

function typesOf(members: readonly Member[]): Set<string> {
  return new Set(
    members.flatMap(({ sdl }) =>
      parse(sdl).definitions.flatMap((node) => ('name' in node && node.name ? [node.name.value] : [])),
    ),
  );
}

/** The subgraph that owns each element of the API: the first member that defines it. */
function ownersOf(members: readonly Member[]): (coordinate: string) => string | undefined {
  const owners = new Map<string, string>();
  for (const { name, sdl } of members)
    for (const node of parse(sdl).definitions) {
      if (!('name' in node) || !node.name) continue;
      const type = node.name.value;
      if (!owners.has(type)) owners.set(type, name);
      const parts = 'fields' in node ? node.fields : 'values' in node ? node.values : [];
      for (const part of parts ?? [])
        if (!owners.has(`${type}.${part.name.value}`)) owners.set(`${type}.${part.name.value}`, name);
    }
  return (coordinate) => owners.get(coordinate.replace(/\(.*$/, '')) ?? owners.get(coordinate.split('.')[0]!);
}
