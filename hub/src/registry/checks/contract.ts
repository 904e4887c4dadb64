import { apiSchema, type SubgraphDefinition } from '@cabildo/schema';
import {
  type GraphQLArgument,
  type GraphQLNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isUnionType,
  print,
} from 'graphql';
import { type CheckFinding, error } from './finding.js';
import { lineOf } from './line-of.js';

/** What clients see of one element: whatever of it differs is a change. */
type Facts = Readonly<Record<string, string>>;

/**
 * Compares the API without a subgraph with the API with it. The hub and other partners own what was there before:
 * an element that is gone, has another type, description, deprecation, default or directive is a finding.
 */
export function checkContract(
  without: string,
  withIt: string,
  candidate: SubgraphDefinition,
  ownerOf: (coordinate: string) => string | undefined,
): CheckFinding[] {
  const before = factsOf(without);
  const after = factsOf(withIt);
  return [...before].flatMap(([coordinate, facts]) => {
    const now = after.get(coordinate);
    const owner = ownerOf(coordinate);
    const at = { coordinate, owner, line: lineOf(candidate.sdl, coordinate) };
    if (!now) return [error('CONTRACT', `${coordinate} of ${owner ?? 'the hub'} is gone from the API.`, at)];
    return Object.keys({ ...facts, ...now })
      .filter((name) => facts[name] !== now[name])
      .map((name) =>
        error(
          'CONTRACT',
          `The ${name} of ${coordinate}, which ${owner ?? 'the hub'} owns, changes from ${shown(facts[name])} to ${shown(now[name])}. Leave it as it is, or agree with its owner.`,
          at,
        ),
      );
  });
}

const shown = (text: string | undefined): string => (text === undefined || text === '' ? 'none' : JSON.stringify(text));

/** Every element of the API by its schema coordinate. */
function factsOf(supergraphSdl: string): Map<string, Facts> {
  const facts = new Map<string, Facts>();
  for (const type of Object.values(apiSchema(supergraphSdl).getTypeMap())) {
    if (type.name.startsWith('__')) continue;
    facts.set(type.name, { kind: type.constructor.name, ...factsOfElement(type), ...membersOf(type) });
    if (isObjectType(type) || isInterfaceType(type))
      for (const field of Object.values(type.getFields())) {
        facts.set(`${type.name}.${field.name}`, { type: String(field.type), ...factsOfElement(field) });
        for (const argument of field.args)
          facts.set(`${type.name}.${field.name}(${argument.name}:)`, factsOfInput(argument));
      }
    if (isInputObjectType(type))
      for (const field of Object.values(type.getFields()))
        facts.set(`${type.name}.${field.name}`, factsOfInput(field as GraphQLArgument));
    if (isEnumType(type))
      for (const value of type.getValues()) facts.set(`${type.name}.${value.name}`, factsOfElement(value));
  }
  return facts;
}

interface Element {
  readonly description?: string | null;
  readonly deprecationReason?: string | null;
  readonly astNode?: { readonly directives?: readonly Parameters<typeof print>[0][] } | null;
}

function factsOfElement({ description, deprecationReason, astNode }: Element): Record<string, string> {
  return {
    description: description ?? '',
    deprecation: deprecationReason ?? '',
    directives: (astNode?.directives ?? []).map(print).sort().join(' '),
  };
}

const factsOfInput = (input: GraphQLArgument): Facts => ({
  type: String(input.type),
  default: JSON.stringify(input.defaultValue) ?? '',
  ...factsOfElement(input),
});

/** Another subgraph may add members to a union or implementations: those that are there must stay. Enum values may not be added: clients switch over them. */
function membersOf(type: GraphQLNamedType): Record<string, string> {
  if (isEnumType(type))
    return {
      values: type
        .getValues()
        .map(({ name }) => name)
        .sort()
        .join(' '),
    };
  if (isUnionType(type))
    return {
      members: type
        .getTypes()
        .map(({ name }) => name)
        .sort()
        .join(' '),
    };
  return {};
}
