import { type DocumentNode, type FieldNode, Kind, type OperationDefinitionNode } from 'graphql';
import { clientError } from '../errors.js';
import type { OperationLimits } from './limits.js';
import { type Fragments, type Measure, Measures } from './measures.js';
import { type Merged, merged } from './merged.js';

/**
 * Looks at the shape of a parsed document before anything is done whose work grows faster than the text.
 * @throws GraphQLError with the code of the first bound that it breaks
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
  const root = merged([operation.selectionSet], fragments);
  if (root.size > limits.rootFields)
    throw refuse('TOO_MANY_ROOT_FIELDS', 'has', root.size, 'root fields', limits.rootFields);
  for (const [key, nodes] of root) {
    const ofSchema = nodes.some(({ name }) => name.value === '__schema' || name.value === '__type');
    checkPlace(key, nodes, ofSchema ? 0 : undefined, fragments, limits);
  }
}

/**
 * Whether fields of one key can be merged is decided pair by pair: there must be few of each.
 * @param lists of the schema that introspection has gone through so far; undefined outside of it
 */
function checkPlace(
  key: string,
  nodes: readonly FieldNode[],
  lists: number | undefined,
  fragments: Fragments,
  limits: OperationLimits,
): void {
  if (nodes.length > limits.repeats)
    throw refuse('OPERATION_REPEATS', 'repeats', nodes.length, `times \`${key}\` in one place`, limits.repeats);
  const through = lists === undefined ? undefined : lists + (nodes.some(leadsBack) ? 1 : 0);
  if (through !== undefined && through > limits.introspection)
    throw refuse('INTROSPECTION_TOO_DEEP', 'nests', through, 'lists of the schema', limits.introspection);
  const below = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
  if (below.length === 0) return;
  const fields: Merged = merged(below, fragments);
  for (const [name, same] of fields) checkPlace(name, same, through, fragments, limits);
}

/** By these lists introspection comes from a type to types. What tools ask goes through one. */
const backToTypes = new Set(['fields', 'inputFields', 'interfaces', 'possibleTypes']);

const leadsBack = ({ name }: FieldNode): boolean => backToTypes.has(name.value);

const refuse = (code: Parameters<typeof clientError>[0], verb: string, found: number, what: string, accepted: number) =>
  clientError(code, `The operation ${verb} ${found} ${what}; ${accepted} are accepted.`);
