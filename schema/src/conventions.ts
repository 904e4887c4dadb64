import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLInterfaceType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isEnumType,
  isInterfaceType,
  isIntrospectionType,
  isNonNullType,
  isObjectType,
} from 'graphql';
import { apiSchema } from './api.js';

/** A place where an API breaks a naming or structure convention. */
export interface ConventionFinding {
  /** Schema coordinate: `Municipality.code`, `Query.municipality(code:)`. */
  readonly coordinate: string;
  readonly rule: ConventionRule;
  readonly sentence: string;
}

export type ConventionRule =
  | 'connection-pair'
  | 'id-of-records'
  | 'boolean-name'
  | 'range-name'
  | 'order-name'
  | 'order-value'
  | 'search-name'
  | 'key-name'
  | 'sources-of-numbers'
  | 'vague-description';

type Composite = GraphQLObjectType | GraphQLInterfaceType;
type Field = GraphQLField<unknown, unknown>;

/**
 * The places where an API breaks the conventions of the hub.
 *
 * @param sdl of a supergraph or of an API schema
 */
export function conventionFindings(sdl: string): ConventionFinding[] {
  const schema = apiSchema(sdl);
  const types = Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type));
  return [...types.flatMap((type) => ofType(type, schema)), ...unattributedNumbers(schema)];
}

function ofType(type: GraphQLNamedType, schema: GraphQLSchema): ConventionFinding[] {
  if (isEnumType(type)) return ofEnum(type.name, type.getValues());
  if (!isObjectType(type) && !isInterfaceType(type)) return [];
  const fields = Object.values(type.getFields());
  return [
    ...connectionPair(type, schema),
    ...idOfRecord(type),
    ...fields.flatMap((field) => [
      ...ofField(type, field),
      ...field.args.flatMap((arg) => ofArgument(type, field, arg)),
    ]),
  ];
}

const finding = (coordinate: string, rule: ConventionRule, sentence: string): ConventionFinding => ({
  coordinate,
  rule,
  sentence,
});

function connectionPair(type: Composite, schema: GraphQLSchema): ConventionFinding[] {
  const base = /^(.+)Connection$/.exec(type.name)?.[1];
  if (!base) return [];
  const fields = type.getFields();
  const isWhole = ['edges', 'nodes', 'pageInfo', 'totalCount'].every((name) => name in fields);
  const edge = schema.getType(`${base}Edge`);
  if (isWhole && isObjectType(edge) && 'cursor' in edge.getFields() && 'node' in edge.getFields()) return [];
  const sentence = `${type.name} needs edges, nodes, pageInfo, totalCount and the type ${base}Edge with cursor and node.`;
  return [finding(type.name, 'connection-pair', sentence)];
}

function idOfRecord(type: Composite): ConventionFinding[] {
  const fields = type.getFields();
  if (!isObjectType(type) || !('recordedIn' in fields) || String(fields.id?.type) === 'ID!') return [];
  return [finding(type.name, 'id-of-records', `${type.name} is a record and needs the field id: ID!.`)];
}

const BOOLEAN_NAME = /^(is|has)[A-Z]/;
const RANGE_NAME = /^(from|to|since|until|after|before|.*(Since|Until))$/;

/** Interval bounds of a histogram, and the cursor arguments of Relay. */
const ALLOWED_RANGES = new Set(['HistogramBin.from', 'HistogramBin.to', 'ColumnChange.before', 'ColumnChange.after']);

/** Relay defines the names of `PageInfo`. */
const ALLOWED_BOOLEANS = new Set(['PageInfo.hasNextPage', 'PageInfo.hasPreviousPage']);

function ofField(type: Composite, field: Field): ConventionFinding[] {
  const coordinate = `${type.name}.${field.name}`;
  const found: ConventionFinding[] = [];
  const named = getNamedType(field.type);
  if (named.name === 'Boolean' && !BOOLEAN_NAME.test(field.name) && !ALLOWED_BOOLEANS.has(coordinate))
    found.push(finding(coordinate, 'boolean-name', `${coordinate} is a Boolean: its name begins with is or has.`));
  if (RANGE_NAME.test(field.name) && !ALLOWED_RANGES.has(coordinate))
    found.push(finding(coordinate, 'range-name', `${coordinate}: name the quantity and the end, such as dateFrom.`));
  if (/^(It|This|That|They|Where it|What stands|What it|How many|How far)\b/.test(field.description ?? ''))
    found.push(
      finding(coordinate, 'vague-description', `${coordinate}: the description begins with what the field is.`),
    );
  return found;
}

function ofArgument(type: Composite, field: Field, argument: GraphQLArgument): ConventionFinding[] {
  const coordinate = `${type.name}.${field.name}(${argument.name}:)`;
  const found: ConventionFinding[] = [];
  if (RANGE_NAME.test(argument.name) && argument.name !== 'after')
    found.push(finding(coordinate, 'range-name', `${coordinate}: name the quantity and the end, such as dateFrom.`));
  if (getNamedType(argument.type).name.endsWith('Order') && argument.name !== 'orderBy')
    found.push(finding(coordinate, 'order-name', `${coordinate}: an order is the argument orderBy.`));
  // A required name is a key, such as that of a metropolitan zone.
  const isKey = argument.name === 'name' && isNonNullType(argument.type);
  if (['text', 'name'].includes(argument.name) && !isKey && getNamedType(argument.type).name === 'String')
    found.push(finding(coordinate, 'search-name', `${coordinate}: a search is the argument search.`));
  if (getNamedType(argument.type).name === 'ID' && !/^(id|.*Ids?|name)$/.test(argument.name))
    found.push(finding(coordinate, 'key-name', `${coordinate}: the name of an ID ends with Id.`));
  return found;
}

function ofEnum(name: string, values: readonly { name: string }[]): ConventionFinding[] {
  if (!name.endsWith('Order')) return [];
  return values.flatMap(({ name: value }) =>
    /_(FIRST|LAST)$/.test(value)
      ? [finding(`${name}.${value}`, 'order-value', `${name}.${value}: an order ends with _ASC or _DESC.`)]
      : [],
  );
}

/** Types whose numbers are not values of records: positions in lists, sizes of log entries, parts of a schema check. */
const NOT_OF_RECORDS = new Set(['Query', 'Revision', 'RowChange', 'PublishedFinding', 'PageInfo', 'Source']);

/** Number fields of types that have neither `source` nor `sources` and are not only reached through such a type. */
function unattributedNumbers(schema: GraphQLSchema): ConventionFinding[] {
  const types = Object.values(schema.getTypeMap()).filter(
    (type): type is GraphQLObjectType => isObjectType(type) && !isIntrospectionType(type),
  );
  const attributed = attributedTypes(types);
  return types
    .filter(({ name }) => !attributed.has(name) && !NOT_OF_RECORDS.has(name) && !/(Connection|Edge)$/.test(name))
    .flatMap((type) => Object.values(type.getFields()).map((field) => ({ type, field })))
    .filter(({ field }) => ['Int', 'Float'].includes(getNamedType(field.type).name))
    .map(({ type, field }) => {
      const coordinate = `${type.name}.${field.name}`;
      const sentence = `${coordinate} is a number, but ${type.name} has neither source nor sources.`;
      return finding(coordinate, 'sources-of-numbers', sentence);
    });
}

/** Types with sources of their own, and types that only attributed types return. */
function attributedTypes(types: readonly GraphQLObjectType[]): Set<string> {
  const isSource = (field: Field | undefined) => field && getNamedType(field.type).name === 'Source';
  const attributed = new Set(
    types
      .filter((type) => isSource(type.getFields().source) || isSource(type.getFields().sources))
      .map(({ name }) => name),
  );
  for (let grew = true; grew; ) {
    grew = false;
    for (const { name } of types) {
      const returning = types.filter((type) => returns(type, name));
      if (attributed.has(name) || returning.length === 0 || !returning.every((type) => attributed.has(type.name)))
        continue;
      attributed.add(name);
      grew = true;
    }
  }
  return attributed;
}

const returns = (type: GraphQLObjectType, name: string): boolean =>
  Object.values(type.getFields()).some((field) => getNamedType(field.type).name === name);
