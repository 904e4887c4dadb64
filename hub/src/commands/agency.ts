import { userInfo } from 'node:os';
import { Snapshot } from '@cabildo/kit';
import { createToken, repository, revokeToken, TokenScope } from '@cabildo/registry';
import { HubError } from '../errors.js';
import { withHost } from '../registry/registry-client.js';

const author = () => ({ by: `operator/${userInfo().username}` });

/** Registers an agency, or changes its name. */
export async function addAgency(id: string, flags: { name: string; url?: string }): Promise<void> {
  await withHost('hub agency add', ({ registration }) =>
    registration.addAgency({ id, name: flags.name, url: flags.url ?? null }, author()),
  );
  process.stdout.write(`${id}: registered. Create a token: hub agency token ${id} --scope publish\n`);
}

/** Creates a token and shows it, once. */
export async function tokenOfAgency(id: string, flags: { scope: string[]; days: number }): Promise<void> {
  const scopes = flags.scope.map(readScope);
  const token = await withHost('hub agency token', async ({ registry }) => {
    const found = await repository.agenciesById(await Snapshot.newest(registry.database), [id]);
    if (!found.length)
      throw new HubError('AGENCY_UNKNOWN', `Unknown agency "${id}". Add it first: hub agency add ${id} --name NAME`);
    return createToken(registry, { agencyId: id, scopes, days: flags.days }, author());
  });
  process.stderr.write(`This token is shown once. It expires in ${flags.days} days.\n`);
  process.stdout.write(`${token}\n`);
}

export async function revokeAgencyToken(id: string): Promise<void> {
  const revoked = await withHost('hub agency revoke', ({ registry }) => revokeToken(registry, id, author()));
  if (!revoked) throw new HubError('TOKEN_REFUSED', `There is no token with the id "${id}": see hub agency list.`);
  process.stdout.write(`${id}: revoked. The next request that carries it is refused.\n`);
}

export async function listAgencies(): Promise<void> {
  await withHost('hub agency list', async ({ registry }) => {
    const snapshot = await Snapshot.newest(registry.database);
    const agencies = await repository.agencies(snapshot).orderBy('id').execute();
    const tokens = agencies.length
      ? await repository.tokensOf(
          snapshot,
          agencies.map(({ id }) => id),
        )
      : [];
    for (const { id, name } of agencies) {
      process.stdout.write(`${id}  ${name}\n`);
      for (const { id: token, scopes, expiresAt, revokedAt } of tokens.filter(({ agencyId }) => agencyId === id))
        process.stdout.write(
          `  ${token}  ${scopes.join(',')}  ${revokedAt ? `revoked ${revokedAt}` : `expires ${expiresAt}`}\n`,
        );
    }
    if (!agencies.length) process.stdout.write('No agency is registered.\n');
  });
}

function readScope(text: string): TokenScope {
  const scope = Object.values(TokenScope).find((each) => each === text.toUpperCase());
  if (scope) return scope;
  throw new HubError('BAD_FLAG', `--scope ${text}: expected one of check, publish, steward.`);
}
