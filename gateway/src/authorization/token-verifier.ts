import { readFile } from 'node:fs/promises';
import {
  createLocalJWKSet,
  createRemoteJWKSet,
  errors,
  type JSONWebKeySet,
  type JWTPayload,
  type JWTVerifyGetKey,
  jwtVerify,
} from 'jose';
import { LRUCache } from 'lru-cache';
import { clientError, GatewayError } from '../errors.js';

export interface TokenOptions {
  /** The JSON Web Key Set (RFC 7517) that signs tokens: an http or https URL, or a file. */
  readonly jwks: string;
  readonly issuer: string;
  /** A token must be for one of them. */
  readonly audience: readonly string[];
  /** Signature algorithms that are accepted, such as RS256. */
  readonly algorithms: readonly string[];
  /** Seconds that the clock of the issuer may differ. */
  readonly clockSkew: number;
}

/** Maximum tokens whose verification is remembered, and the longest time, in milliseconds. */
const cached = { max: 10_000, ttl: 60_000 };
/** Milliseconds to read keys from a URL. */
const keysTimeout = 5_000;

/** Verifies bearer tokens (RFC 6750) that are JSON Web Tokens (RFC 7519). */
export class TokenVerifier {
  readonly #options: TokenOptions;
  readonly #keys: JWTVerifyGetKey;
  readonly #verified = new LRUCache<string, JWTPayload>(cached);

  private constructor(options: TokenOptions, keys: JWTVerifyGetKey) {
    this.#options = options;
    this.#keys = keys;
  }

  /** @throws GatewayError JWT_SETTINGS_INVALID when the file of keys cannot be read */
  static async open(options: TokenOptions): Promise<TokenVerifier> {
    return new TokenVerifier(options, await readKeys(options.jwks));
  }

  /**
   * Returns the claims of the token in an Authorization header.
   * @throws GraphQLError TOKEN_INVALID, TOKEN_KEYS_UNAVAILABLE
   */
  async verify(authorization: string): Promise<JWTPayload> {
    const token = /^Bearer +([\w.~+/-]+=*) *$/i.exec(authorization)?.[1];
    if (token === undefined)
      throw clientError('TOKEN_INVALID', 'The Authorization header must be "Bearer " and a JSON Web Token.');
    const known = this.#verified.get(token);
    if (known && !this.#isExpired(known)) return known;
    const claims = await this.#verify(token);
    this.#verified.set(token, claims);
    return claims;
  }

  async #verify(token: string): Promise<JWTPayload> {
    const { issuer, audience, algorithms, clockSkew } = this.#options;
    try {
      const { payload } = await jwtVerify(token, this.#keys, {
        issuer,
        audience: [...audience],
        algorithms: [...algorithms],
        clockTolerance: clockSkew,
        requiredClaims: ['exp'],
      });
      return payload;
    } catch (error) {
      throw refusal(error);
    }
  }

  #isExpired({ exp = 0 }: JWTPayload): boolean {
    return exp + this.#options.clockSkew <= Date.now() / 1_000;
  }
}

async function readKeys(jwks: string): Promise<JWTVerifyGetKey> {
  if (/^https?:\/\//.test(jwks)) return createRemoteJWKSet(new URL(jwks), { timeoutDuration: keysTimeout });
  try {
    return createLocalJWKSet(JSON.parse(await readFile(jwks, 'utf8')) as JSONWebKeySet);
  } catch (cause) {
    throw new GatewayError(
      'JWT_SETTINGS_INVALID',
      `JWT_JWKS names the file ${jwks}, which cannot be read as a JSON Web Key Set: ${(cause as Error).message}`,
      { cause },
    );
  }
}

/** Errors of the token itself. Others are errors of the key set: a timeout, a status other than 200, a lost connection. */
const tokenErrors = [
  errors.JWTExpired,
  errors.JWTInvalid,
  errors.JWTClaimValidationFailed,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
];

function refusal(error: unknown) {
  if (tokenErrors.some((kind) => error instanceof kind))
    return clientError('TOKEN_INVALID', `The bearer token is not accepted: ${(error as Error).message}.`);
  return clientError(
    'TOKEN_KEYS_UNAVAILABLE',
    'The keys to verify the token with could not be read. Try again.',
    error,
  );
}
