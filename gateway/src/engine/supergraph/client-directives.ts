import { type DirectiveDefinitionNode, type DocumentNode, Kind, OperationTypeNode } from 'graphql';
import type { Features } from './features.js';
import { namedType } from './named-type.js';

export interface ClientDirectives {
  /** Their names, without the `@`. */
  readonly names: ReadonlySet<string>;
  /** The types of their arguments, with the types of the fields of input objects. */
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
 * Returns the directives that a client may write in an operation. A directive that a subgraph exports with
 * @composeDirective belongs to a linked feature too, and is one of these.
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
  const addType = (type: string): void => {
    if (types.has(type)) return;
    types.add(type);
    for (const field of inputs.get(type) ?? []) addType(namedType(field.type));
  };
  for (const argument of directives.flatMap((node) => node.arguments ?? [])) addType(namedType(argument.type));
  return { names: new Set(directives.map(({ name }) => name.value)), types };
}
