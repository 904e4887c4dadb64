import type { DocumentNode } from 'graphql';
import { GatewayError } from '../../errors.js';
import { type Feature, readFeatures } from './features.js';

/** Features that the gateway implements → the newest minor version of 0.x. */
export const supportedFeatures: Readonly<Record<string, number>> = {
  join: 5,
  inaccessible: 2,
  context: 1,
  // Tags for cache invalidation: responses are cached by revision, which needs none.
  cacheTag: 1,
  authenticated: 1,
  requiresScopes: 1,
  policy: 1,
};

/** The features that need settings of the gateway: without, nobody could be let in. */
export const accessControlFeatures = ['authenticated', 'requiresScopes', 'policy'];

/**
 * Refuses a supergraph with a feature that the gateway does not implement.
 * @throws GatewayError SUPERGRAPH_UNSUPPORTED when it links a feature `for: SECURITY` or `for: EXECUTION` that the gateway
 * does not implement, or access control that the gateway has no settings for
 */
export function expectSupportedFeatures(supergraph: DocumentNode, hasAccessControl: boolean): void {
  const features = readFeatures(supergraph).all;
  const unsupported = features.find((feature) => feature.purpose !== undefined && !isSupported(feature));
  if (unsupported)
    throw refused(
      `The supergraph links ${unsupported.url} for: ${unsupported.purpose}, which this gateway does not implement. ` +
        'Remove the feature from the subgraphs and compose again.',
    );
  const controlled = features.find(({ ofFederation, name }) => ofFederation && accessControlFeatures.includes(name));
  if (controlled && !hasAccessControl)
    throw refused(
      `The supergraph protects fields with @${controlled.name}, and this gateway has no settings to verify tokens with. ` +
        'Set JWT_JWKS, JWT_ISSUER and JWT_AUDIENCE.',
    );
}

/** A federation 1 supergraph has no purposes, and links @core itself. */
function isSupported({ ofFederation, name, version }: Feature): boolean {
  const [major, minor] = version.split('.').map(Number);
  return ofFederation && major === 0 && minor! <= (supportedFeatures[name] ?? -1);
}

const refused = (message: string) => new GatewayError('SUPERGRAPH_UNSUPPORTED', message);
