import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  valueFromASTUntyped,
} from 'graphql';

/** What a field says of the size of the list that it answers (`@listSize`). */
export interface ListSize {
  readonly assumed?: number;
  readonly slicing: readonly string[];
  /** Fields of the answer that have this size; none: the answer itself. */
  readonly sized: readonly string[];
}

/** What partners say of cost in their schemas, by schema coordinate. */
export interface CostDirectives {
  readonly weights: ReadonlyMap<string, number>;
  readonly sizes: ReadonlyMap<string, ListSize>;
}

/** Reads `@cost` and `@listSize` off a supergraph, under whichever names it links them. */
export function costDirectives(supergraph: DocumentNode): CostDirectives {
  const weights = new Map<string, number>();
  const sizes = new Map<string, ListSize>();
  const weigh = (coordinate: string, directives: readonly ConstDirectiveNode[] | undefined) => {
    const weight = Number(argumentsOf(directives, COST)?.weight);
    if (Number.isFinite(weight)) weights.set(coordinate, weight);
  };
  for (const type of supergraph.definitions) {
    if (!('name' in type) || !type.name || !('directives' in type)) continue;
    weigh(type.name.value, type.directives as readonly ConstDirectiveNode[]);
    for (const field of fieldsOf(type)) {
      const coordinate = `${type.name.value}.${field.name.value}`;
      weigh(coordinate, field.directives);
      for (const argument of field.arguments ?? [])
        weigh(`${coordinate}(${argument.name.value}:)`, argument.directives);
      const size = argumentsOf(field.directives, LIST_SIZE);
      if (size) sizes.set(coordinate, listSize(size));
    }
  }
  return { weights, sizes };
}

const COST = /^(cost|\w+__cost)$/;
const LIST_SIZE = /^(listSize|\w+__listSize)$/;

function fieldsOf(type: DocumentNode['definitions'][number]): readonly FieldDefinitionNode[] {
  const hasFields = type.kind === Kind.OBJECT_TYPE_DEFINITION || type.kind === Kind.INTERFACE_TYPE_DEFINITION;
  return hasFields ? ((type as ObjectTypeDefinitionNode).fields ?? []) : [];
}

function argumentsOf(directives: readonly ConstDirectiveNode[] | undefined, name: RegExp) {
  const directive = directives?.find((each) => name.test(each.name.value));
  if (!directive) return undefined;
  const values = (directive.arguments ?? []).map(
    ({ name, value }) => [name.value, valueFromASTUntyped(value)] as const,
  );
  return Object.fromEntries(values) as Record<string, unknown>;
}

function listSize({ assumedSize, slicingArguments, sizedFields }: Record<string, unknown>): ListSize {
  const texts = (value: unknown) => (Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []);
  const assumed = typeof assumedSize === 'number' ? assumedSize : undefined;
  return { ...(assumed !== undefined && { assumed }), slicing: texts(slicingArguments), sized: texts(sizedFields) };
}
