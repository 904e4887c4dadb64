import { type ASTNode, type ConstDirectiveNode, Kind, parse, visit } from 'graphql';

/** A field that a subgraph takes over from another one. */
export interface ForeignOverride {
  readonly coordinate: string;
  /** The subgraph that it is taken from. */
  readonly from: string;
}

/** The fields of an SDL that are marked to be taken from another subgraph, by whatever name @override is imported. */
export function foreignOverrides(subgraph: string, sdl: string): ForeignOverride[] {
  const document = parse(sdl);
  const found: ForeignOverride[] = [];
  visit(document, {
    FieldDefinition(field, _key, _parent, _path, ancestors) {
      for (const directive of field.directives ?? []) {
        const from = overrideOf(directive);
        if (from === undefined || from === subgraph) continue;
        found.push({ coordinate: `${typeAround(ancestors)}.${field.name.value}`, from });
      }
    },
  });
  return found;
}

// An imported directive may go by another name: what has `from` on a field is an override.
function overrideOf({ arguments: args }: ConstDirectiveNode): string | undefined {
  const from = args?.find(({ name }) => name.value === 'from')?.value;
  return from?.kind === Kind.STRING ? from.value : undefined;
}

function typeAround(ancestors: ReadonlyArray<ASTNode | ReadonlyArray<ASTNode>>): string {
  for (const each of ancestors.toReversed())
    if ('kind' in each && 'name' in each && each.name) return (each.name as { value: string }).value;
  return '';
}
