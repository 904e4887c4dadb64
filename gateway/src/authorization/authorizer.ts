import type { JWTPayload } from 'jose';
import type { Log } from '../log.js';
import type { Access } from './access.js';
import { type TokenOptions, TokenVerifier } from './token-verifier.js';

/** Decides @policy: returns those of the policies that the client fulfils. The claims are undefined without a token. */
export type PolicyHook = (
  policies: readonly string[],
  client: { readonly claims: Readonly<Record<string, unknown>> | undefined },
) => Promise<Iterable<string>>;

export interface AuthorizationOptions {
  readonly tokens: TokenOptions;
  /** Without a hook, no client fulfils a policy. */
  readonly policies?: PolicyHook;
}

/** Returns what the client of a request may read. */
export class Authorizer {
  readonly #tokens: TokenVerifier;
  readonly #policies: PolicyHook | undefined;
  readonly #log: Log;

  private constructor(tokens: TokenVerifier, policies: PolicyHook | undefined, log: Log) {
    this.#tokens = tokens;
    this.#policies = policies;
    this.#log = log;
  }

  /** @throws GatewayError JWT_SETTINGS_INVALID */
  static async open({ tokens, policies }: AuthorizationOptions, log: Log): Promise<Authorizer> {
    return new Authorizer(await TokenVerifier.open(tokens), policies, log);
  }

  /**
   * @param authorization the Authorization header; undefined for a client without a token
   * @throws GraphQLError TOKEN_INVALID, TOKEN_KEYS_UNAVAILABLE
   */
  async access(authorization: string | undefined): Promise<Access> {
    const claims = authorization === undefined ? undefined : await this.#tokens.verify(authorization);
    return {
      isAuthenticated: claims !== undefined,
      scopes: scopesOf(claims),
      grantedPolicies: (policies) => this.#granted(policies, claims),
    };
  }

  /** A hook that fails grants nothing. */
  async #granted(policies: readonly string[], claims: JWTPayload | undefined): Promise<ReadonlySet<string>> {
    try {
      return new Set(await this.#policies?.(policies, { claims }));
    } catch (error) {
      this.#log.warn(`The policies ${policies.join(', ')} could not be decided and are refused: ${messageOf(error)}`);
      return new Set();
    }
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The claim `scope` of RFC 8693, a text with spaces, or a list as some issuers have it. */
function scopesOf(claims: JWTPayload | undefined): ReadonlySet<string> {
  const scope = claims?.scope;
  if (typeof scope === 'string') return new Set(scope.split(' ').filter(Boolean));
  return new Set(Array.isArray(scope) ? scope.filter((each) => typeof each === 'string') : []);
}
