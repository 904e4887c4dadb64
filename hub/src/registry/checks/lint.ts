import {
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
  parse,
  type TypeDefinitionNode,
  type TypeExtensionNode,
} from 'graphql';
import { type CheckFinding, error, warning } from './finding.js';

type ObjectNode = ObjectTypeDefinitionNode | ObjectTypeExtensionNode;
const roots = new Set(['Query', 'Mutation', 'Subscription']);
const federation = new Set(['_service', '_entities']);

/**
 * Holds a proposed schema to the conventions of the hub's API.
 * @param shared names of types that other subgraphs define as well
 */
export function lint(sdl: string, shared: ReadonlySet<string>): CheckFinding[] {
  const findings: CheckFinding[] = [];
  const { definitions } = parse(sdl);
  const fieldsOf = new Map<string, ObjectNode[]>();
  for (const node of definitions) {
    if (isObject(node)) {
      fieldsOf.set(node.name.value, [...(fieldsOf.get(node.name.value) ?? []), node]);
      for (const field of node.fields ?? []) findings.push(...lintField(node, field, shared));
    }
    if (isType(node) && !shared.has(node.name.value)) findings.push(...lintType(node));
  }
  return [...findings, ...lintKeys(fieldsOf)];
}

function lintField(node: ObjectNode, field: FieldDefinitionNode, shared: ReadonlySet<string>): CheckFinding[] {
  const type = node.name.value;
  const name = field.name.value;
  if (federation.has(name) || has(field, 'external')) return [];
  const at = { coordinate: `${type}.${name}`, line: field.loc?.startToken.line };
  const findings: CheckFinding[] = [];
  const isKey = keyFields(node).has(name);
  if (field.type.kind === Kind.NON_NULL_TYPE && !isKey && (shared.has(type) || roots.has(type)))
    findings.push(
      error(
        'NOT_NULLABLE',
        `${type}.${name} is not nullable: an outage of this subgraph would null ${roots.has(type) ? 'the whole response' : `each ${type}`}. Remove the "!".`,
        at,
      ),
    );
  if (!field.description && !isKey && !has(field, 'shareable'))
    findings.push(warning('NO_DESCRIPTION', `${type}.${name} has no description.`, at));
  if (!/^[a-z][a-zA-Z0-9]*$/.test(name))
    findings.push(warning('NAMING', `The field ${type}.${name} is not in camelCase.`, at));
  return findings;
}

function lintType(node: TypeDefinitionNode | TypeExtensionNode): CheckFinding[] {
  const name = node.name.value;
  const at = { coordinate: name, line: node.loc?.startToken.line };
  if (roots.has(name) || name.startsWith('_')) return [];
  const findings: CheckFinding[] = [];
  if ('description' in node && !node.description)
    findings.push(warning('NO_DESCRIPTION', `The type ${name} has no description.`, at));
  if (!/^[A-Z][a-zA-Z0-9]*$/.test(name)) findings.push(warning('NAMING', `The type ${name} is not in PascalCase.`, at));
  if (node.kind === Kind.ENUM_TYPE_DEFINITION)
    for (const { name: value, loc } of node.values ?? [])
      if (!/^[A-Z][A-Z0-9_]*$/.test(value.value))
        findings.push(
          warning('NAMING', `The enum value ${name}.${value.value} is not in CONSTANT_CASE.`, {
            coordinate: `${name}.${value.value}`,
            line: loc?.startToken.line,
          }),
        );
  return findings;
}

/** A client's normalised cache needs a key for each object of a list. */
function lintKeys(fieldsOf: ReadonlyMap<string, readonly ObjectNode[]>): CheckFinding[] {
  const listed = new Set(
    [...fieldsOf.values()].flat().flatMap(({ fields }) => (fields ?? []).flatMap((field) => listedType(field.type))),
  );
  return [...listed].flatMap((name) => {
    const nodes = fieldsOf.get(name);
    if (!nodes || nodes.some((node) => has(node, 'key'))) return [];
    const named = nodes.some(({ fields }) => fields?.some(({ name: field }) => field.value === 'id'));
    if (named) return [];
    return [
      warning('NO_KEY', `${name} is returned in lists and has neither a field id nor a @key.`, {
        coordinate: name,
        line: nodes[0]?.loc?.startToken.line,
      }),
    ];
  });
}

function listedType(type: FieldDefinitionNode['type']): string[] {
  if (type.kind === Kind.NON_NULL_TYPE) return listedType(type.type);
  if (type.kind !== Kind.LIST_TYPE) return [];
  let inner = type.type;
  while (inner.kind !== Kind.NAMED_TYPE) inner = inner.type;
  return [inner.name.value];
}

function keyFields({ directives = [] }: ObjectNode): Set<string> {
  const texts = directives
    .filter(({ name }) => name.value === 'key' || name.value.endsWith('__key'))
    .flatMap(({ arguments: args = [] }) => args.map(({ value }) => (value.kind === Kind.STRING ? value.value : '')));
  return new Set(texts.join(' ').match(/\w+/g));
}

const has = (node: ObjectNode | FieldDefinitionNode, directive: string): boolean =>
  (node.directives ?? []).some(({ name }) => name.value === directive || name.value.endsWith(`__${directive}`));
const isObject = (node: { kind: Kind }): node is ObjectNode =>
  node.kind === Kind.OBJECT_TYPE_DEFINITION || node.kind === Kind.OBJECT_TYPE_EXTENSION;
const isType = (node: object): node is TypeDefinitionNode | TypeExtensionNode =>
  'kind' in node && /Type(Definition|Extension)$/.test(String(node.kind));
