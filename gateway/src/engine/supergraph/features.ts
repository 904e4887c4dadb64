import { type ConstDirectiveNode, type ConstValueNode, type DocumentNode, Kind } from 'graphql';

export interface Feature {
  /** From the URL, such as `join`. */
  readonly name: string;
  /** From the URL, such as `0.5`. */
  readonly version: string;
  readonly url: string;
  /** Prefix of the names that the feature defines and the supergraph does not import. */
  readonly namespace: string;
  /** Name in the feature → name in the supergraph; names of directives begin with `@`. */
  readonly imports: ReadonlyMap<string, string>;
  /** Whether the feature is one of the federation's own specifications. */
  readonly ofFederation: boolean;
  /** SECURITY or EXECUTION: a gateway must not serve the supergraph if it does not implement the feature. */
  readonly purpose: string | undefined;
}

export interface Features {
  readonly all: readonly Feature[];
  /** Whether a linked feature defines the type, or the directive if the name begins with `@`. */
  isOfFeature(name: string): boolean;
  /** The same for the federation's own features only. Subgraphs may add others with @composeDirective. */
  isFederation(name: string): boolean;
  /** Name of @inaccessible in the supergraph, without the `@`. */
  readonly inaccessible: string;
}

/** Reads the features that the schema definition of a supergraph links with @link or @core. */
export function readFeatures(supergraph: DocumentNode): Features {
  const links = supergraph.definitions.flatMap((node) =>
    node.kind === Kind.SCHEMA_DEFINITION || node.kind === Kind.SCHEMA_EXTENSION ? (node.directives ?? []) : [],
  );
  const all = links.flatMap(readFeature);
  return {
    all,
    isOfFeature: definedBy(all),
    isFederation: definedBy(all.filter(({ ofFederation }) => ofFederation)),
    inaccessible: directiveNames(all, 'inaccessible')[0] ?? 'inaccessible',
  };
}

/** The names in the supergraph, without the `@`, of the directive that a federation feature is named after. */
export function directiveNames(features: readonly Feature[], name: string): string[] {
  return features
    .filter((feature) => feature.ofFederation && feature.name === name)
    .map(({ imports, namespace }) => imports.get(`@${name}`)?.slice(1) ?? namespace);
}

function definedBy(features: readonly Feature[]): (name: string) => boolean {
  const imported = new Set(features.flatMap(({ imports }) => [...imports.values()]));
  const namespaces = new Set(features.map(({ namespace }) => namespace));
  return (name) => {
    if (imported.has(name)) return true;
    const bare = name.replace(/^@/, '');
    const [prefix = '', rest] = bare.split('__', 2);
    return rest === undefined ? name !== bare && namespaces.has(bare) : namespaces.has(prefix);
  };
}

function readFeature(directive: ConstDirectiveNode): Feature[] {
  if (directive.name.value !== 'link' && directive.name.value !== 'core') return [];
  const values = new Map(directive.arguments?.map((argument) => [argument.name.value, argument.value]));
  const url = text(values.get('url') ?? values.get('feature')) ?? '';
  const [, name, version] = /\/([^/]+)\/v(\d+\.\d+)\/?$/.exec(url) ?? [];
  const purposeValue = values.get('for');
  const purpose = purposeValue?.kind === Kind.ENUM ? purposeValue.value : undefined;
  // Without a purpose, a URL of another form links nothing that a gateway has to know.
  if (name === undefined || version === undefined)
    return purpose === undefined ? [] : [{ ...unnamed, namespace: text(values.get('as')) ?? url, url, purpose }];
  return [
    {
      name,
      version,
      url,
      namespace: text(values.get('as')) ?? name,
      imports: new Map(readImports(values.get('import'))),
      ofFederation: url.startsWith('https://specs.apollo.dev/'),
      purpose,
    },
  ];
}

const unnamed = { name: '', version: '', imports: new Map<string, string>(), ofFederation: false };

function readImports(list: ConstValueNode | undefined): [string, string][] {
  if (list?.kind !== Kind.LIST) return [];
  return list.values.flatMap((value): [string, string][] => {
    if (value.kind === Kind.STRING) return [[value.value, value.value]];
    if (value.kind !== Kind.OBJECT) return [];
    const fields = new Map(value.fields.map((field) => [field.name.value, text(field.value)]));
    const name = fields.get('name');
    return name === undefined ? [] : [[name, fields.get('as') ?? name]];
  });
}

const text = (value: ConstValueNode | undefined): string | undefined =>
  value?.kind === Kind.STRING ? value.value : undefined;
