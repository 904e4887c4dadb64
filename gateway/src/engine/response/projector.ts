import {
  type FieldNode,
  type GraphQLAbstractType,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  type SelectionSetNode,
} from 'graphql';
import { type Data, isInherited, isRecord, own } from '../../record.js';
import type { Selection } from '../document/selection.js';
import { invalid, leafCheck, unknownHere } from '../supergraph/leaf.js';
import type { Projection } from './projection.js';

/** Makes the client's value of what was fetched. `depth`: how many elements of the projection's path lead here. */
type Complete = (value: unknown, depth: number, projection: Projection) => unknown;
type Shape = (value: Data, depth: number, projection: Projection) => Data | null;

interface FieldShape {
  /** Where it was fetched to. */
  readonly key: string;
  readonly shown: string;
  readonly inherited: boolean;
  /** Its value is not fetched: the runtime type is known. */
  readonly known: boolean;
  readonly nonNull: boolean;
  readonly label: string;
  readonly complete: Complete;
}

const asFetched: Complete = (value) => value ?? null;

/**
 * Compiles the shape of the client's answer: order, aliases, fragments, @skip and @include, abstract types,
 * checks of leaves, nulls that bubble up. Shapes are built when a value of theirs is first met.
 */
export function compileProjector(
  root: GraphQLObjectType,
  set: SelectionSetNode,
  selection: Selection,
  shownAs: ReadonlyMap<string, string>,
): Shape {
  return new Projector(root, selection, shownAs).shape(root, [set]);
}

class Projector {
  constructor(
    readonly root: GraphQLObjectType,
    readonly selection: Selection,
    readonly shownAs: ReadonlyMap<string, string>,
  ) {}

  // An interface has a shape of its own: a subgraph need not (or, with @interfaceObject, cannot) name the runtime type.
  shape(type: GraphQLCompositeType, sets: readonly SelectionSetNode[]): Shape {
    let fields: FieldShape[] | undefined;
    return (value, depth, projection) => {
      fields ??= [...this.selection.fieldsOf(type, sets)].map(([key, nodes]) => this.#field(type, key, nodes));
      return projectFields(fields, value, depth, projection);
    };
  }

  #field(type: GraphQLCompositeType, key: string, nodes: readonly FieldNode[]): FieldShape {
    const name = nodes[0]!.name.value;
    const shown = this.shownAs.get(key) ?? key;
    const field = { key, shown, inherited: isInherited(key), known: false, label: `${type.name}.${name}` };
    if (name === '__typename') {
      const typename = isObjectType(type) ? type.name : null;
      return { ...field, known: typename !== null, nonNull: true, complete: () => typename };
    }
    if (type === this.root && name.startsWith('__')) return { ...field, nonNull: false, complete: asFetched };
    const definition = isUnionType(type) ? undefined : type.getFields()[name];
    if (!definition)
      throw new Error(`The schema has no field ${field.label}; the operation was not validated against it.`);
    const sets = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
    return {
      ...field,
      nonNull: isNonNullType(definition.type),
      complete: this.#completer(definition.type, sets, field.label),
    };
  }

  #completer(type: GraphQLOutputType, sets: readonly SelectionSetNode[], label: string): Complete {
    if (isNonNullType(type)) return this.#completer(type.ofType, sets, label);
    if (isListType(type))
      return listCompleter(this.#completer(type.ofType, sets, label), isNonNullType(type.ofType), label);
    if (isLeafType(type)) return leafCompleter(leafCheck(type), label);
    if (isAbstractType(type)) return this.#abstractCompleter(type, sets, label);
    return objectCompleter(this.shape(type, sets), label);
  }

  #abstractCompleter(type: GraphQLAbstractType, sets: readonly SelectionSetNode[], label: string): Complete {
    const shapes = new Map<unknown, Shape | null>();
    return (value, depth, projection) => {
      if (value === null || value === undefined) return null;
      if (!isRecord(value)) return projection.invalid(label, depth);
      const typename = value.__typename;
      const failed = projection.run.faults.failedIn(value);
      if (failed && !this.#isObject(typename) && this.#isNone(type, failed, sets)) return projection.bubbled();
      let shape = shapes.get(typename);
      if (shape === undefined) {
        shape = this.#runtimeShape(type, typename, sets);
        // A subgraph that makes names up must not fill the map.
        if (shape) shapes.set(typename, shape);
      }
      return shape ? projection.once(value, depth, shape) : projection.unknownHere(label, depth, 'type');
    };
  }

  #isObject(typename: unknown): boolean {
    return typeof typename === 'string' && isObjectType(this.selection.schema.getType(typename));
  }

  /** Whether an object whose type nobody could tell is null: a field failed that is never null in the type that has it. */
  #isNone(type: GraphQLAbstractType, failed: ReadonlySet<string>, sets: readonly SelectionSetNode[]): boolean {
    return this.selection.schema.getPossibleTypes(type).some((object) =>
      [...this.selection.fieldsOf(object, sets)].some(([key, [field]]) => {
        const definition = failed.has(key) ? object.getFields()[field!.name.value] : undefined;
        return isNonNullType(definition?.type);
      }),
    );
  }

  #runtimeShape(type: GraphQLCompositeType, typename: unknown, sets: readonly SelectionSetNode[]): Shape | null {
    if (typename === undefined || typename === type.name) return this.shape(type, sets);
    const { schema } = this.selection;
    const runtime = typeof typename === 'string' ? schema.getType(typename) : undefined;
    const fits = isObjectType(runtime) && isAbstractType(type) && schema.isSubType(type, runtime);
    return fits ? this.shape(runtime, sets) : null;
  }
}

function projectFields(fields: readonly FieldShape[], value: Data, depth: number, projection: Projection): Data | null {
  const out: Data = {};
  for (const field of fields) {
    const { key } = field;
    const fetched = field.inherited ? own(value, key) : value[key];
    projection.path[depth] = key;
    const before = projection.told;
    if (fetched === undefined && !field.known) projection.missing(value, key, depth + 1);
    const completed = field.complete(fetched, depth + 1, projection);
    if (completed === null && field.nonNull) {
      if (projection.told === before) projection.unexpectedNull(field.label, depth + 1, value, key);
      return null;
    }
    out[field.shown] = completed;
  }
  return out;
}

function listCompleter(item: Complete, itemsNonNull: boolean, label: string): Complete {
  const items = (list: readonly unknown[], depth: number, projection: Projection): unknown[] | null => {
    const out: unknown[] = new Array(list.length);
    for (let i = 0; i < list.length; i++) {
      projection.path[depth] = i;
      const before = projection.told;
      const completed = item(list[i], depth + 1, projection);
      if (completed === null && itemsNonNull) {
        if (projection.told === before) projection.unexpectedNull(label, depth + 1);
        return null;
      }
      out[i] = completed;
    }
    return out;
  };
  return (value, depth, projection) => {
    if (value === null || value === undefined) return null;
    if (!Array.isArray(value)) return projection.invalid(label, depth);
    return projection.once(value, depth, items);
  };
}

function objectCompleter(shape: Shape, label: string): Complete {
  return (value, depth, projection) => {
    if (value === null || value === undefined) return null;
    return isRecord(value) ? projection.once(value, depth, shape) : projection.invalid(label, depth);
  };
}

function leafCompleter(check: (value: unknown) => unknown, label: string): Complete {
  return (value, depth, projection) => {
    if (value === null || value === undefined) return null;
    const checked = check(value);
    if (checked === invalid) return projection.invalid(label, depth);
    return checked === unknownHere ? projection.unknownHere(label, depth, 'value') : checked;
  };
}
