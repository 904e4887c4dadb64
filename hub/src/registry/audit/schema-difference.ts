import { type DefinitionNode, type DocumentNode, Kind, parse, print } from 'graphql';

const federationName = /^@?(_|federation__|link__|core__)|^(FieldSet|_Any|_Entity|_Service)$/;
const federationDirectives = new Set(
  'key external requires provides shareable override inaccessible tag extends link interfaceObject composeDirective cost listSize authenticated requiresScopes policy context fromContext'.split(
    ' ',
  ),
);

/**
 * Elements that differ between two schemas of a subgraph, by coordinate. The order of definitions, descriptions, whether
 * a type is extended or defined, and the definitions that federation adds do not count.
 */
export function schemaDifference(expected: string, actual: string): string[] {
  const before = elementsOf(parse(expected));
  const after = elementsOf(parse(actual));
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].filter((name) => before.get(name) !== after.get(name)).sort();
}

function elementsOf({ definitions }: DocumentNode): Map<string, string> {
  const elements = new Map<string, string>();
  const add = (coordinate: string, text: string) =>
    elements.set(coordinate, [elements.get(coordinate), text].filter(Boolean).join(' '));
  for (const node of definitions) {
    const name = nameOf(node);
    if (name === undefined || federationName.test(name)) continue;
    const parts = 'fields' in node ? node.fields : 'values' in node ? node.values : undefined;
    const shown = (parts ?? []).filter((part) => !federationName.test(part.name.value));
    if (parts === undefined || shown.length > 0) add(name, headOf(node));
    for (const part of shown) add(`${name}.${part.name.value}`, print({ ...part, description: undefined }));
  }
  return elements;
}

function nameOf(node: DefinitionNode): string | undefined {
  if (node.kind === Kind.DIRECTIVE_DEFINITION)
    return federationDirectives.has(node.name.value) ? undefined : `@${node.name.value}`;
  if (node.kind === Kind.SCHEMA_DEFINITION || node.kind === Kind.SCHEMA_EXTENSION) return undefined;
  return 'name' in node ? node.name?.value : undefined;
}

function headOf(node: DefinitionNode): string {
  const bare = {
    ...node,
    description: undefined,
    ...('fields' in node && { fields: [] }),
    ...('values' in node && { values: [] }),
  };
  return (
    print(bare as DefinitionNode)
      .replace(/^extend\s+/, '')
      .replace(/\s*@extends\b/, '')
      // The default of the argument.
      .replaceAll(', resolvable: true)', ')')
      .replaceAll(/\s*\{[\s}]*$/g, '')
  );
}
