import { type DocumentNode, type FieldNode, Kind, type OperationDefinitionNode } from 'graphql';
import { clientError } from '../errors.js';
import { type FieldsByKey, fieldsByKey } from './fields-by-key.js';
import type { OperationLimits } from './limits.js';
import { type Fragments, type Measure, Measures } from './measures.js';

/**
 * Checks the shape of a parsed document. It runs before validation, whose work can grow faster than the document.
 * @throws GraphQLError with the code of the first limit that the document exceeds
 */
export function checkShape(document: DocumentNode, limits: OperationLimits): void {
  const fragments = fragmentsOf(document);
  const measures = new Measures(fragments);
  const operations = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  const all = [...operations, ...fragments.values()].map(({ selectionSet }) => measures.of(selectionSet));
  const fields = all.reduce((sum, measure) => sum + measure.fields, 0);
  if (fields > limits.fields) throw refuse('OPERATION_TOO_WIDE', 'selects', fields, 'fields', limits.fields);
  for (const measure of all) checkMeasure(measure, limits);
  for (const operation of operations) checkMerged(operation, fragments, limits);
}

export function fragmentsOf(document: DocumentNode): Fragments {
  const fragments = document.definitions.filter((node) => node.kind === Kind.FRAGMENT_DEFINITION);
  return new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
}

function checkMeasure({ depth, aliases }: Measure, limits: OperationLimits): void {
  if (depth > limits.depth) throw refuse('OPERATION_TOO_DEEP', 'has', depth, 'levels', limits.depth);
  if (aliases > limits.aliases) throw refuse('TOO_MANY_ALIASES', 'has', aliases, 'aliases', limits.aliases);
}

function checkMerged(operation: OperationDefinitionNode, fragments: Fragments, limits: OperationLimits): void {
  const root = fieldsByKey([operation.selectionSet], fragments);
  if (root.size > limits.rootFields)
    throw refuse('TOO_MANY_ROOT_FIELDS', 'has', root.size, 'root fields', limits.rootFields);
  for (const [key, nodes] of root) {
    const ofSchema = nodes.some(({ name }) => name.value === '__schema' || name.value === '__type');
    checkField(key, nodes, ofSchema ? 0 : undefined, fragments, limits);
  }
}

/**
 * Limits the fields with one response key, because validation compares them pair by pair.
 * @param lists nested lists of introspection types so far; undefined outside introspection
 */
function checkField(
  key: string,
  nodes: readonly FieldNode[],
  lists: number | undefined,
  fragments: Fragments,
  limits: OperationLimits,
): void {
  if (nodes.length > limits.repeats)
    throw refuse('OPERATION_REPEATS', 'repeats', nodes.length, `times \`${key}\` on one object`, limits.repeats);
  const through = lists === undefined ? undefined : lists + (nodes.some(leadsBack) ? 1 : 0);
  if (through !== undefined && through > limits.introspection)
    throw refuse('INTROSPECTION_TOO_DEEP', 'nests', through, 'lists of types and fields', limits.introspection);
  const below = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  if (below.length === 0) return;
  const fields: FieldsByKey = fieldsByKey(below, fragments);
  for (const [name, same] of fields) checkField(name, same, through, fragments, limits);
}

/** Lists that lead from a type to other types. The introspection queries of tools nest one of them. */
const backToTypes = new Set(['fields', 'inputFields', 'interfaces', 'possibleTypes']);

const leadsBack = ({ name }: FieldNode): boolean => backToTypes.has(name.value);

const refuse = (code: Parameters<typeof clientError>[0], verb: string, found: number, what: string, accepted: number) =>
  clientError(code, `The operation ${verb} ${found} ${what}. The maximum is ${accepted}.`);
