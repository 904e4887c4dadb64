import {
  type ConstDirectiveNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
  parse,
} from 'graphql';

/** An entity of a subgraph with one flat key. */
export interface EntityType {
  readonly name: string;
  readonly fields: readonly { readonly name: string; readonly type: string }[];
}

/** The entities of a schema whose first resolvable key is a list of plain fields. */
export function entityTypes(sdl: string): EntityType[] {
  return parse(sdl).definitions.flatMap((node) => {
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.OBJECT_TYPE_EXTENSION) return [];
    const key = (node.directives ?? []).map(flatKey).find((each) => each !== undefined);
    const fields = key?.map((name) => ({ name, type: typeOf(node, name) }));
    return fields?.every(({ type }) => type !== '') ? [{ name: node.name.value, fields }] : [];
  });
}

function flatKey({ name, arguments: args = [] }: ConstDirectiveNode): string[] | undefined {
  if (name.value !== 'key' && !name.value.endsWith('__key')) return undefined;
  const resolvable = args.find((each) => each.name.value === 'resolvable')?.value;
  const fields = args.find((each) => each.name.value === 'fields')?.value;
  if (resolvable?.kind === Kind.BOOLEAN && !resolvable.value) return undefined;
  if (fields?.kind !== Kind.STRING || fields.value.includes('{')) return undefined;
  return fields.value.match(/\w+/g)?.filter((each) => each !== '__typename');
}

function typeOf(node: ObjectTypeDefinitionNode | ObjectTypeExtensionNode, name: string): string {
  let type: FieldDefinitionNode['type'] | undefined = node.fields?.find((field) => field.name.value === name)?.type;
  while (type && type.kind !== Kind.NAMED_TYPE) type = type.type;
  return type?.name.value ?? '';
}

/** Keys of the hub's own codes that exist, so that scalars of a partner accept them; any other text is unknown. */
const examples: Readonly<Record<string, readonly [unknown, unknown]>> = {
  MunicipalityCode: ['15031', '15033'],
  StateCode: ['15', '09'],
  Int: [1, 2],
  Float: [1, 2],
  Boolean: [true, false],
};

/** Two representations of an entity that differ. */
export function representationsOf({ name, fields }: EntityType): [Record<string, unknown>, Record<string, unknown>] {
  const of = (index: 0 | 1) =>
    Object.fromEntries(fields.map((field) => [field.name, (examples[field.type] ?? ['audit-1', 'audit-2'])[index]]));
  return [
    { __typename: name, ...of(0) },
    { __typename: name, ...of(1) },
  ];
}
