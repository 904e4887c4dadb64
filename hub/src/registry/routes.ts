import type { IncomingMessage } from 'node:http';
import { bearerOf, type Handler, readBody, sendJson } from '@cabildo/kit/process';
import { type Author, type Bearer, bearerOfToken, TokenScope } from '@cabildo/registry';
import { GraphQLError } from 'graphql';
import { HubError, type HubErrorCode } from '../errors.js';
import type { RegistryHost } from './registry-host.js';

/** Bytes of a request: a schema and a few words. */
const MAX_BODY = 4 * 1024 * 1024;

type Body = Readonly<Record<string, unknown>>;
type Action = (host: RegistryHost, bearer: Bearer, body: Body, author: Author) => Promise<unknown>;

interface Route {
  readonly scope: TokenScope;
  readonly act: Action;
}

const text = (body: Body, name: string): string => {
  const value = body[name];
  if (typeof value === 'string' && value !== '') return value;
  throw new HubError('REGISTRY_REFUSED', `The body lacks the text "${name}".`);
};

const optional = (body: Body, name: string): string | undefined => {
  const value = body[name];
  if (value === undefined || value === null || typeof value === 'string') return value ?? undefined;
  throw new HubError('REGISTRY_REFUSED', `"${name}" is ${typeof value}; a text is expected.`);
};

const optionalVersion = (body: Body): number | undefined => {
  const value = body.version;
  if (value === undefined || value === null) return undefined;
  if (Number.isSafeInteger(value)) return value as number;
  throw new HubError('REGISTRY_REFUSED', `"version" is ${JSON.stringify(value)}; a whole number is expected.`);
};

const proposal = (body: Body) => ({ name: text(body, 'name'), sdl: text(body, 'sdl'), url: optional(body, 'url') });

const routes: Readonly<Record<string, Route>> = {
  check: {
    scope: TokenScope.CHECK,
    act: ({ registration }, { agencyId }, body, author) => registration.check(proposal(body), agencyId, author),
  },
  publish: {
    scope: TokenScope.PUBLISH,
    act: (host, { agencyId }, body, author) =>
      host.publish({ ...proposal(body), agencyId, commit: optional(body, 'commit'), note: author.note }, author),
  },
  approve: { scope: TokenScope.STEWARD, act: serving((host) => host.registration.approve.bind(host.registration)) },
  rollback: { scope: TokenScope.STEWARD, act: serving((host) => host.registration.rollback.bind(host.registration)) },
  disable: { scope: TokenScope.STEWARD, act: changing('disable') },
  enable: { scope: TokenScope.STEWARD, act: changing('enable') },
  remove: { scope: TokenScope.STEWARD, act: changing('remove') },
};

/** Serves a version and returns once the gateways do. */
function serving(
  of: (host: RegistryHost) => (name: string, author: Author, version?: number) => Promise<number>,
): Action {
  return async (host, _bearer, body, author) => {
    const name = text(body, 'name');
    const version = await of(host)(name, author, optionalVersion(body));
    const faults = await host.settled(name, version);
    return faults === undefined ? { outcome: 'served', version } : { outcome: 'held', version, faults };
  };
}

function changing(action: 'disable' | 'enable' | 'remove'): Action {
  return async (host, _bearer, body, author) => {
    await host.registration[action](text(body, 'name'), author);
    await host.composer.reconcile();
    return { outcome: action === 'enable' ? 'served' : action === 'disable' ? 'disabled' : 'removed' };
  };
}

/**
 * The registry's own endpoint: `POST /registry/<action>` with a token as `Authorization: Bearer`. Nothing of it is in
 * the public graph.
 */
export function registryRoutes(host: RegistryHost): Record<string, Handler> {
  return Object.fromEntries(
    Object.entries(routes).map(([name, { scope, act }]) => [
      `/registry/${name}`,
      async (request, response) => {
        if (request.method !== 'POST') {
          response.setHeader('allow', 'POST');
          sendJson(response, 405, { errors: [{ message: 'Send a POST.', extensions: { code: 'REGISTRY_REFUSED' } }] });
          return;
        }
        try {
          const bearer = await authenticate(host, request, scope);
          const body = (await readBody(request, MAX_BODY)) as Body;
          const author = { by: `${bearer.agencyId}/${bearer.tokenId}`, note: optional(body, 'note') };
          sendJson(response, 200, await act(host, bearer, body, author));
        } catch (error) {
          throw error instanceof HubError ? refusalOf(error) : error;
        }
      },
    ]),
  );
}

async function authenticate(host: RegistryHost, { headers }: IncomingMessage, scope: TokenScope): Promise<Bearer> {
  const token = bearerOf(headers);
  const bearer = token === undefined ? 'unknown' : await bearerOfToken(host.registry, token);
  if (typeof bearer === 'string')
    throw new HubError(
      'TOKEN_REFUSED',
      bearer === 'unknown'
        ? 'Send a token of an agency, as "Authorization: Bearer <token>".'
        : `The token is ${bearer}: ask the operator of the hub for another.`,
    );
  const implied = scope === TokenScope.CHECK && bearer.scopes.includes(TokenScope.PUBLISH);
  if (bearer.scopes.includes(scope) || implied) return bearer;
  throw new HubError(
    'SCOPE_MISSING',
    `The token may ${bearer.scopes.join(', ')}; this needs ${scope}: ask the operator of the hub.`,
  );
}

const statuses: Partial<Record<HubErrorCode, number>> = {
  TOKEN_REFUSED: 401,
  SCOPE_MISSING: 403,
  SUBGRAPH_OF_ANOTHER: 403,
  SUBGRAPH_UNKNOWN: 404,
  VERSION_UNKNOWN: 404,
};

const refusalOf = ({ code, message }: HubError): GraphQLError =>
  new GraphQLError(message, { extensions: { code, http: { status: statuses[code] ?? 422 } } });
