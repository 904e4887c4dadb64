import {
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  getNamedType,
  isObjectType,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { isRecord } from '../record.js';

/** A source of values in a response: an object of the kit's type `Source`. */
export interface CitedSource {
  readonly publisher: string;
  readonly title: string;
  readonly retrievedOn: string | null;
  readonly url: string | null;
  readonly fileName: string;
  readonly sha256: string;
  /** The first and the last period of the values from this source; null if they have no period. */
  readonly periods: { readonly first: string; readonly last: string } | null;
}

const sourceKey = 'permalink_source';
const periodKey = 'permalink_period';

const [citing] = parse(`{
  ${sourceKey}: source { publisher title retrievedOn url fileName sha256 }
  ${periodKey}: period
}`).definitions as [OperationDefinitionNode];
const [source, period] = citing.selectionSet.selections as readonly [FieldNode, FieldNode];

/** Returns the document with `source` and `period` added to every object that has them. */
export function withSources(document: DocumentNode, schema: GraphQLSchema): DocumentNode {
  if (!tellsAll(schema)) return document;
  const info = new TypeInfo(schema);
  const leave = (set: SelectionSetNode): SelectionSetNode | undefined => {
    const type = info.getParentType();
    const fields = isObjectType(type) ? type.getFields() : {};
    if (getNamedType(fields.source?.type)?.name !== 'Source') return undefined;
    return { ...set, selections: [...set.selections, source, ...(fields.period ? [period] : [])] };
  };
  return visit(document, visitWithTypeInfo(info, { SelectionSet: { leave } }));
}

/** Whether the type `Source` is the kit's: a partner may use the name for another type. */
function tellsAll(schema: GraphQLSchema): boolean {
  const type = schema.getType('Source');
  const asked = source.selectionSet!.selections as readonly FieldNode[];
  return isObjectType(type) && asked.every(({ name }) => name.value in type.getFields());
}

/** Returns the sources in the response to such a document, ordered by publisher and title. */
export function citedSources(data: unknown): CitedSource[] {
  const found = new Map<string, CitedSource>();
  walk(data, (object) => {
    const named = object[sourceKey];
    if (!isRecord(named)) return;
    const key = String(named.sha256);
    const told = typeof object[periodKey] === 'string' ? object[periodKey] : undefined;
    const periods = spanning(found.get(key)?.periods ?? null, told);
    found.set(key, { ...(named as unknown as CitedSource), periods });
  });
  const order = ({ publisher, title, sha256 }: CitedSource) => `${publisher}\n${title}\n${sha256}`;
  return [...found.values()].sort((a, b) => (order(a) < order(b) ? -1 : 1));
}

function spanning(before: CitedSource['periods'], period: string | undefined): CitedSource['periods'] {
  if (period === undefined) return before;
  if (before === null) return { first: period, last: period };
  const { first, last } = before;
  return { first: period < first ? period : first, last: period > last ? period : last };
}

function walk(value: unknown, visit: (object: Record<string, unknown>) => void): void {
  if (Array.isArray(value)) for (const each of value) walk(each, visit);
  if (!isRecord(value)) return;
  visit(value);
  for (const each of Object.values(value)) walk(each, visit);
}
