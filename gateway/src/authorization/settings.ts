import { readText, type Values } from '@cabildo/kit/process';
import { GatewayError } from '../errors.js';
import type { AuthorizationOptions } from './authorizer.js';
import { policyUrl } from './policy-url.js';

/** Asymmetric algorithms: a gateway with a shared secret could sign tokens itself. */
const defaultAlgorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

/** The environment variables of access control. */
export const authorizationVariables = {
  JWT_JWKS: {
    description: 'The keys that sign bearer tokens, as a JSON Web Key Set: a URL, or a file.',
    read: readText,
    fallback: undefined as string | undefined,
  },
  JWT_ISSUER: {
    description: 'The issuer (`iss`) of accepted tokens. Required with JWT_JWKS.',
    read: readText,
    fallback: undefined as string | undefined,
  },
  JWT_AUDIENCE: {
    description: 'The audiences (`aud`) of accepted tokens, separated by spaces. Required with JWT_JWKS.',
    read: readList,
    fallback: [] as readonly string[],
  },
  JWT_ALGORITHMS: {
    description: 'The signature algorithms of accepted tokens, separated by spaces.',
    read: readList,
    fallback: defaultAlgorithms as readonly string[],
  },
  JWT_CLOCK_SKEW_S: {
    description: 'Seconds that the clock of the issuer may differ.',
    read: readSeconds,
    fallback: 30,
  },
  POLICY_URL: {
    description: 'The URL that decides @policy. Without, no client fulfils a policy.',
    read: readUrl,
    fallback: undefined as string | undefined,
  },
};

/**
 * Returns the options of access control; undefined without JWT_JWKS.
 * @throws GatewayError JWT_SETTINGS_INVALID when only some of the settings are there
 */
export function authorizationOptions(values: Values<typeof authorizationVariables>): AuthorizationOptions | undefined {
  const { JWT_JWKS: jwks, JWT_ISSUER: issuer, JWT_AUDIENCE: audience, POLICY_URL: url } = values;
  if (jwks === undefined) {
    if (issuer !== undefined || audience.length || url !== undefined)
      throw new GatewayError('JWT_SETTINGS_INVALID', 'JWT_JWKS is missing: set it to the URL or file of the keys.');
    return undefined;
  }
  if (issuer === undefined || !audience.length)
    throw new GatewayError('JWT_SETTINGS_INVALID', 'JWT_JWKS is set: set JWT_ISSUER and JWT_AUDIENCE as well.');
  return {
    tokens: { jwks, issuer, audience, algorithms: values.JWT_ALGORITHMS, clockSkew: values.JWT_CLOCK_SKEW_S },
    ...(url !== undefined && { policies: policyUrl(url) }),
  };
}

function readList(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}

/** @throws Error with what is accepted */
function readSeconds(text: string): number {
  if (/^\d{1,4}$/.test(text)) return Number(text);
  throw new Error('it is a whole number of seconds');
}

/** @throws Error with what is accepted */
function readUrl(text: string): string {
  if (/^https?:\/\//.test(text) && URL.canParse(text)) return text;
  throw new Error('it is a URL, such as https://policies.example/decide');
}
