import { type DocumentNode, Kind, parse, type ValueNode } from 'graphql';

/** Features that a gateway must understand (`for: SECURITY` or `for: EXECUTION`) and that Cabildo's gateway implements. */
export const implementedFeatures: readonly string[] = [
  'join',
  'inaccessible',
  'context',
  'cacheTag',
  'authenticated',
  'requiresScopes',
  'policy',
];

export interface LinkedFeature {
  readonly url: string;
  readonly purpose: string;
}

/** Returns the features of a supergraph that a gateway must understand and that Cabildo's gateway does not implement. */
export function unimplementedFeatures(supergraphSdl: string): LinkedFeature[] {
  return linkedFeatures(parse(supergraphSdl, { noLocation: true })).filter(({ url }) => {
    const [, name = ''] = /^https:\/\/specs\.apollo\.dev\/([^/]+)\/v0\.\d+\/?$/.exec(url) ?? [];
    return !implementedFeatures.includes(name);
  });
}

function linkedFeatures({ definitions }: DocumentNode): LinkedFeature[] {
  const schema = definitions.flatMap((node) =>
    node.kind === Kind.SCHEMA_DEFINITION || node.kind === Kind.SCHEMA_EXTENSION ? (node.directives ?? []) : [],
  );
  return schema.flatMap((directive) => {
    const value = (name: string): ValueNode | undefined =>
      directive.arguments?.find((argument) => argument.name.value === name)?.value;
    const url = value('url');
    const purpose = value('for');
    if (directive.name.value !== 'link' || url?.kind !== Kind.STRING || purpose?.kind !== Kind.ENUM) return [];
    return [{ url: url.value, purpose: purpose.value }];
  });
}
