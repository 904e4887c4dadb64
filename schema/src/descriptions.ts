import {
  type GraphQLDirective,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isObjectType,
  isSpecifiedDirective,
  isSpecifiedScalarType,
  printSchema,
} from 'graphql';
import { apiSchema } from './api.js';

/** Descriptions by schema coordinate: `Municipality.code`, `Query.municipality(code:)`, `Pillar.TRANSPARENCY`. */
export type Translation = Readonly<Record<string, string>>;

interface Element {
  readonly coordinate: string;
  readonly holder: { description?: string | null };
}

/**
 * What each element of the API says of itself, by schema coordinate; `undefined` where it says nothing.
 * Takes a supergraph or an API schema, as SDL. Built-in scalars and directives and introspection are left out.
 */
export function descriptionsOf(sdl: string): Map<string, string | undefined> {
  const all = elementsOf(apiSchema(sdl));
  return new Map(all.map(({ coordinate, holder }) => [coordinate, holder.description || undefined]));
}

/**
 * The API schema as SDL with the descriptions of a translation; an element that it lacks keeps its own.
 * Takes a supergraph or an API schema, as SDL.
 */
export function withDescriptions(sdl: string, translation: Translation): string {
  const schema = apiSchema(sdl);
  const texts = new Map(Object.entries(translation));
  for (const { coordinate, holder } of elementsOf(schema)) {
    holder.description = texts.get(coordinate) ?? holder.description;
  }
  return `${printSchema(schema)}\n`;
}

function elementsOf(schema: GraphQLSchema): Element[] {
  const types = Object.values(schema.getTypeMap()).filter(
    (it) => !isIntrospectionType(it) && !isSpecifiedScalarType(it),
  );
  const directives = schema.getDirectives().filter((it) => !isSpecifiedDirective(it));
  return [...types.flatMap(elementsOfType), ...directives.flatMap(elementsOfDirective)];
}

function elementsOfType(type: GraphQLNamedType): Element[] {
  return [{ coordinate: type.name, holder: type }, ...membersOf(type)];
}

function membersOf(type: GraphQLNamedType): Element[] {
  if (isEnumType(type)) return type.getValues().map((it) => memberOf(type, it));
  if (isInputObjectType(type)) return Object.values(type.getFields()).map((it) => memberOf(type, it));
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  return Object.values(type.getFields()).flatMap((it) => [
    memberOf(type, it),
    ...argumentsOf(`${type.name}.${it.name}`, it),
  ]);
}

function memberOf(type: GraphQLNamedType, member: Element['holder'] & { name: string }): Element {
  return { coordinate: `${type.name}.${member.name}`, holder: member };
}

function elementsOfDirective(directive: GraphQLDirective): Element[] {
  const coordinate = `@${directive.name}`;
  return [{ coordinate, holder: directive }, ...argumentsOf(coordinate, directive)];
}

function argumentsOf(owner: string, { args }: Pick<GraphQLField<unknown, unknown>, 'args'>): Element[] {
  return args.map((it) => ({ coordinate: `${owner}(${it.name}:)`, holder: it }));
}
