import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  valueFromASTUntyped,
} from 'graphql';
import { isRecord } from '../record.js';

/** The `@listSize` of a field. */
export interface ListSize {
  readonly assumed?: number;
  readonly slicing: readonly string[];
  /** Fields of the returned object that have this size; empty if the field itself is the list. */
  readonly sized: readonly string[];
}

/** The `@cost` and `@listSize` directives of a supergraph, by schema coordinate. */
export interface CostDirectives {
  readonly weights: ReadonlyMap<string, number>;
  readonly sizes: ReadonlyMap<string, ListSize>;
}

/** Reads `@cost` and `@listSize` from a supergraph, under the names that its `@link` gives them. */
export function costDirectives(supergraph: DocumentNode): CostDirectives {
  const { cost, listSize } = namesOf(supergraph);
  const weights = new Map<string, number>();
  const sizes = new Map<string, ListSize>();
  const weigh = (coordinate: string, directives: readonly ConstDirectiveNode[] | undefined) => {
    const weight = Number(argumentsOf(directives, cost)?.weight);
    // A negative weight would lower the cost of the other fields.
    if (Number.isFinite(weight)) weights.set(coordinate, Math.max(0, weight));
  };
  for (const type of supergraph.definitions) {
    if (!('name' in type) || !type.name || !('directives' in type)) continue;
    weigh(type.name.value, type.directives as readonly ConstDirectiveNode[]);
    for (const field of fieldsOf(type)) {
      const coordinate = `${type.name.value}.${field.name.value}`;
      weigh(coordinate, field.directives);
      for (const argument of field.arguments ?? [])
        weigh(`${coordinate}(${argument.name.value}:)`, argument.directives);
      const size = argumentsOf(field.directives, listSize);
      if (size) sizes.set(coordinate, sizeOf(size));
    }
  }
  return { weights, sizes };
}

function namesOf(supergraph: DocumentNode): { cost: string; listSize: string } {
  const schemas = supergraph.definitions.filter((node) => node.kind === Kind.SCHEMA_DEFINITION);
  const links = schemas.flatMap(({ directives = [] }) => directives.map((each) => argumentsOf([each], 'link') ?? {}));
  const { import: imported } = links.find(({ url }) => String(url).includes('specs.apollo.dev/cost/')) ?? {};
  const nameOf = (name: string, otherwise: string): string => {
    const entries: unknown[] = Array.isArray(imported) ? imported : [];
    const entry = entries.find((each) => each === name || (isRecord(each) && each.name === name));
    return (isRecord(entry) ? String(entry.as) : entry === name ? name : otherwise).slice(1);
  };
  return { cost: nameOf('@cost', '@cost'), listSize: nameOf('@listSize', '@cost__listSize') };
}

function fieldsOf(type: DocumentNode['definitions'][number]): readonly FieldDefinitionNode[] {
  const hasFields = type.kind === Kind.OBJECT_TYPE_DEFINITION || type.kind === Kind.INTERFACE_TYPE_DEFINITION;
  return hasFields ? ((type as ObjectTypeDefinitionNode).fields ?? []) : [];
}

function argumentsOf(directives: readonly ConstDirectiveNode[] | undefined, name: string) {
  const directive = directives?.find((each) => each.name.value === name);
  if (!directive) return undefined;
  const values = (directive.arguments ?? []).map(
    ({ name, value }) => [name.value, valueFromASTUntyped(value)] as const,
  );
  return Object.fromEntries(values) as Record<string, unknown>;
}

function sizeOf({ assumedSize, slicingArguments, sizedFields }: Record<string, unknown>): ListSize {
  const texts = (value: unknown) => (Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []);
  // With a size of 0 everything below the list would cost nothing.
  const assumed = typeof assumedSize === 'number' ? Math.max(1, assumedSize) : undefined;
  return { ...(assumed !== undefined && { assumed }), slicing: texts(slicingArguments), sized: texts(sizedFields) };
}
