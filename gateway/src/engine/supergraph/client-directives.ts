import { type DirectiveDefinitionNode, type DocumentNode, Kind, OperationTypeNode } from 'graphql';
import type { Features } from './features.js';
import { namedType } from './named-type.js';

export interface ClientDirectives {
  /** Their names, without the `@`. */
  readonly names: ReadonlySet<string>;
  /** The types of their arguments, and of the fields of those in turn. */
  readonly types: ReadonlySet<string>;
}

const executableLocations = new Set<string>([
  ...Object.values(OperationTypeNode).map((kind) => kind.toUpperCase()),
  'FIELD',
  'FRAGMENT_DEFINITION',
  'FRAGMENT_SPREAD',
  'INLINE_FRAGMENT',
  'VARIABLE_DEFINITION',
]);

/**
 * The directives that a client may write in an operation. One that a subgraph brings by @composeDirective is linked as
 * the federation's own are, and is a client's all the same.
 */
export function clientDirectives({ definitions }: DocumentNode, { isFederation }: Features): ClientDirectives {
  const directives = definitions.filter(
    (node): node is DirectiveDefinitionNode =>
      node.kind === Kind.DIRECTIVE_DEFINITION &&
      !isFederation(`@${node.name.value}`) &&
      node.locations.some(({ value }) => executableLocations.has(value)),
  );
  const inputs = new Map(
    definitions.flatMap((node) =>
      node.kind === Kind.INPUT_OBJECT_TYPE_DEFINITION ? [[node.name.value, node.fields ?? []] as const] : [],
    ),
  );
  const types = new Set<string>();
  const meet = (type: string): void => {
    if (types.has(type)) return;
    types.add(type);
    for (const field of inputs.get(type) ?? []) meet(namedType(field.type));
  };
  for (const argument of directives.flatMap((node) => node.arguments ?? [])) meet(namedType(argument.type));
  return { names: new Set(directives.map(({ name }) => name.value)), types };
}
