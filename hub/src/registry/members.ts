import { createHash } from 'node:crypto';
import { type ConnectedSubgraph, Snapshot } from '@cabildo/kit';
import {
  CompositionOutcome,
  type RegisteredSubgraph,
  repository,
  SubgraphState,
  type SubgraphVersion,
} from '@cabildo/registry';
import type { SubgraphDefinition } from '@cabildo/schema';

/** A subgraph as a composition contains it. */
export interface Member extends SubgraphDefinition {
  /** `water@3`; the hub's own subgraphs have the digest of their schema in place of a number. */
  readonly id: string;
  /** The agency that owns it; undefined for the hub's own. */
  readonly agencyId?: string;
}

/** The registered subgraphs that are to be served, each at the version that was approved, in the order of their names. */
export async function activeMembers(registry: ConnectedSubgraph): Promise<Member[]> {
  const snapshot = await Snapshot.newest(registry.database);
  const active = await repository
    .subgraphs(snapshot, { state: SubgraphState.ACTIVE })
    .orderBy('name')
    .$castTo<RegisteredSubgraph>()
    .execute();
  const versions = active.length
    ? await repository.versionsOf(
        snapshot,
        active.map(({ name }) => name),
      )
    : [];
  return active.flatMap(({ name, agencyId, servedVersion }) => {
    const version = versions.find(({ subgraphName, number }) => subgraphName === name && number === servedVersion);
    return version ? [memberOf(version, agencyId)] : [];
  });
}

/** The registered subgraphs in the supergraph that was served last, each at its version then. */
export async function lastServedMembers(registry: ConnectedSubgraph): Promise<Member[]> {
  const snapshot = await Snapshot.newest(registry.database);
  const last = await repository
    .compositions(snapshot)
    .where('outcome', '=', CompositionOutcome.SERVED)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst();
  const names = (last?.members ?? []).map((id) => id.split('@')[0]!);
  if (names.length === 0) return [];
  const subgraphs = await repository.subgraphsByName(snapshot, names);
  const versions = await repository.versionsOf(snapshot, names);
  return versions.flatMap((version) => {
    const owner = subgraphs.find(({ name }) => name === version.subgraphName);
    const served = owner && last!.members.includes(`${version.subgraphName}@${version.number}`);
    return served ? [memberOf(version, owner.agencyId)] : [];
  });
}

export const memberOf = ({ subgraphName, number, sdl, url }: SubgraphVersion, agencyId: string): Member => ({
  id: `${subgraphName}@${number}`,
  name: subgraphName,
  url,
  sdl,
  agencyId,
});

/** A subgraph of the hub itself. The digest of its schema takes the place of a version number. */
export const ownMember = ({ name, url, sdl }: SubgraphDefinition): Member => ({
  id: `${name}@${createHash('sha256').update(sdl).digest('hex').slice(0, 8)}`,
  name,
  url,
  sdl,
});
