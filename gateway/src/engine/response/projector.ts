import {
  type FieldNode,
  type GraphQLAbstractType,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  isUnionType,
  type SelectionSetNode,
} from 'graphql';
import { stringifyExact } from '../../exact-json.js';
import { type Data, isInherited, isRecord, own } from '../../record.js';
import { type CollectedField, selectionSetsOf } from '../document/collect-fields.js';
import type { SelectedFields } from '../document/selected-fields.js';
import { invalid, leafCheck, notInApi } from '../supergraph/leaf.js';
import type { Projection } from './projection.js';

/** Returns the client's value for a fetched value. `depth` is the length of its path. */
type Complete = (value: unknown, depth: number, projection: Projection) => unknown;
/** Returns the client's object for a fetched object; null if a non-null field of it is null. */
type ProjectObject = (value: Data, depth: number, projection: Projection) => Data | null;

interface FieldProjector {
  /** The key in the fetched object. */
  readonly key: string;
  /** The key in the client's response. */
  readonly clientKey: string;
  /** Whether `Object.prototype` has the key. */
  readonly isInherited: boolean;
  /** Whether the value is known without a fetch: the __typename of an object type. */
  readonly isConstant: boolean;
  readonly nonNull: boolean;
  /** The schema coordinate of the field. */
  readonly coordinate: string;
  readonly complete: Complete;
}

const asFetched: Complete = (value) => value ?? null;
const unauthorized: Complete = (_value, depth, projection) => projection.unauthorized(depth);

/** What the client selects. */
interface Selection {
  readonly selected: SelectedFields;
  /** Response key → the client's response key. */
  readonly clientKeys: ReadonlyMap<string, string>;
  /** Fields that the client may not read. */
  readonly denied: ReadonlySet<FieldNode>;
}

/**
 * Compiles the projection of fetched data into the client's response: field order, aliases, fragments, @skip and
 * @include, abstract types, checks of scalars and enums, propagation of nulls. The projector of an object type is built
 * for the first object of that type.
 */
export function compileProjector(root: GraphQLObjectType, set: SelectionSetNode, selection: Selection): ProjectObject {
  return new Projector(root, selection).object(root, [set]);
}

class Projector {
  readonly selected: SelectedFields;

  constructor(
    readonly root: GraphQLObjectType,
    readonly selection: Selection,
  ) {
    this.selected = selection.selected;
  }

  // An interface has a projector too: an @interfaceObject does not have the __typename of an object type.
  object(type: GraphQLCompositeType, sets: readonly SelectionSetNode[]): ProjectObject {
    let fields: FieldProjector[] | undefined;
    return (value, depth, projection) => {
      fields ??= [...this.selected.on(type, sets)].map(([key, sameKey]) => this.#field(type, key, sameKey));
      return projectFields(fields, value, depth, projection);
    };
  }

  #field(type: GraphQLCompositeType, key: string, sameKey: readonly CollectedField[]): FieldProjector {
    const name = sameKey[0]!.node.name.value;
    const coordinate = `${type.name}.${name}`;
    const clientKey = this.selection.clientKeys.get(key) ?? key;
    const field = { key, clientKey, isInherited: isInherited(key), isConstant: false, coordinate };
    if (sameKey.every(({ node }) => this.selection.denied.has(node)))
      return { ...field, isConstant: true, nonNull: this.#isNonNull(type, name), complete: unauthorized };
    if (name === '__typename') {
      const typename = isObjectType(type) ? type.name : null;
      return { ...field, isConstant: typename !== null, nonNull: true, complete: () => typename };
    }
    if (isQueryType(type, this.selected.schema) && name.startsWith('__'))
      return { ...field, nonNull: false, complete: asFetched };
    const definition = isUnionType(type) ? undefined : type.getFields()[name];
    if (!definition)
      throw new Error(`The schema has no field ${coordinate}: the operation was not validated against it.`);
    const sets = selectionSetsOf(sameKey);
    return {
      ...field,
      nonNull: isNonNullType(definition.type),
      complete: this.#completer(definition.type, sets, coordinate),
    };
  }

  #isNonNull(type: GraphQLCompositeType, name: string): boolean {
    return name === '__typename' || (!isUnionType(type) && isNonNullType(type.getFields()[name]?.type));
  }

  #completer(type: GraphQLOutputType, sets: readonly SelectionSetNode[], coordinate: string): Complete {
    if (isNonNullType(type)) return this.#completer(type.ofType, sets, coordinate);
    if (isListType(type))
      return listCompleter(this.#completer(type.ofType, sets, coordinate), isNonNullType(type.ofType), coordinate);
    if (isLeafType(type)) return leafCompleter(leafCheck(type), coordinate);
    if (isAbstractType(type)) return this.#abstractCompleter(type, sets, coordinate);
    return objectCompleter(this.object(type, sets), coordinate);
  }

  #abstractCompleter(type: GraphQLAbstractType, sets: readonly SelectionSetNode[], coordinate: string): Complete {
    const byTypename = new Map<unknown, ProjectObject>();
    return (value, depth, projection) => {
      if (value === null || value === undefined) return null;
      if (!isRecord(value)) return projection.invalid(coordinate, depth);
      const typename = value.__typename;
      const failedKeys = projection.run.errors.failedKeys(value);
      if (failedKeys && !this.#isObjectType(typename) && this.#isNull(type, failedKeys, sets))
        return projection.propagatedNull();
      let project = byTypename.get(typename);
      if (!project) {
        project = this.#runtimeObject(type, typename, sets);
        // A subgraph that returns unknown type names must not fill the map.
        if (!project) return projection.notInApi(coordinate, depth, 'type');
        byTypename.set(typename, project);
      }
      return projection.projectOnce(value, depth, project);
    };
  }

  #isObjectType(typename: unknown): boolean {
    return typeof typename === 'string' && isObjectType(this.selected.schema.getType(typename));
  }

  /** Whether an object of unknown type is null, because an error occurred in a field that one possible type has as non-null. */
  #isNull(type: GraphQLAbstractType, failedKeys: ReadonlySet<string>, sets: readonly SelectionSetNode[]): boolean {
    return this.selected.schema.getPossibleTypes(type).some((object) =>
      [...this.selected.on(object, sets)].some(([key, [field]]) => {
        const definition = failedKeys.has(key) ? object.getFields()[field!.node.name.value] : undefined;
        return isNonNullType(definition?.type);
      }),
    );
  }

  /** Returns undefined if the type is not in the API schema, or not a possible type of the abstract type. */
  #runtimeObject(
    type: GraphQLAbstractType,
    typename: unknown,
    sets: readonly SelectionSetNode[],
  ): ProjectObject | undefined {
    if (typename === undefined || typename === type.name) return this.object(type, sets);
    const { schema } = this.selected;
    const runtimeType = typeof typename === 'string' ? schema.getType(typename) : undefined;
    const isPossible = isObjectType(runtimeType) && schema.isSubType(type, runtimeType);
    return isPossible ? this.object(runtimeType, sets) : undefined;
  }
}

function projectFields(
  fields: readonly FieldProjector[],
  value: Data,
  depth: number,
  projection: Projection,
): Data | null {
  const out: Data = {};
  projection.addSize(2);
  for (const field of fields) {
    const { key } = field;
    projection.addSize(field.clientKey.length + 5);
    const fetched = field.isInherited ? own(value, key) : value[key];
    projection.path[depth] = key;
    const before = projection.errorCount;
    if (fetched === undefined && !field.isConstant) projection.missing(value, key, depth + 1);
    const completed = field.complete(fetched, depth + 1, projection);
    if (completed === null && field.nonNull) {
      if (projection.errorCount === before) projection.unexpectedNull(field.coordinate, depth + 1, value, key);
      return null;
    }
    if (field.clientKey === '__proto__') defineKey(out, field.clientKey, completed);
    else out[field.clientKey] = completed;
  }
  return out;
}

/** An assignment to `__proto__` would set the prototype. */
function defineKey(object: Data, key: string, value: unknown): void {
  Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
}

function listCompleter(item: Complete, itemsNonNull: boolean, coordinate: string): Complete {
  const projectItems = (list: readonly unknown[], depth: number, projection: Projection): unknown[] | null => {
    const out: unknown[] = new Array(list.length);
    projection.addSize(2 + list.length);
    for (let i = 0; i < list.length; i++) {
      projection.path[depth] = i;
      const before = projection.errorCount;
      const completed = item(list[i], depth + 1, projection);
      if (completed === null && itemsNonNull) {
        if (projection.errorCount === before) projection.unexpectedNull(coordinate, depth + 1);
        return null;
      }
      out[i] = completed;
    }
    return out;
  };
  return (value, depth, projection) => {
    if (value === null || value === undefined) return null;
    if (!Array.isArray(value)) return projection.invalid(coordinate, depth);
    return projection.projectOnce(value, depth, projectItems);
  };
}

function objectCompleter(project: ProjectObject, coordinate: string): Complete {
  return (value, depth, projection) => {
    if (value === null || value === undefined) return null;
    return isRecord(value) ? projection.projectOnce(value, depth, project) : projection.invalid(coordinate, depth);
  };
}

function leafCompleter(check: (value: unknown) => unknown, coordinate: string): Complete {
  return (value, depth, projection) => {
    if (value === null || value === undefined) return null;
    const checked = check(value);
    projection.addSize(sizeOf(checked));
    if (checked === invalid) return projection.invalid(coordinate, depth);
    return checked === notInApi ? projection.notInApi(coordinate, depth, 'value') : checked;
  };
}

/** `__schema` and `__type` are fields of the query type, at the root and below it. */
const isQueryType = (type: GraphQLCompositeType, schema: GraphQLSchema): boolean => type === schema.getQueryType();

/** Characters of a scalar in JSON, at least. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length + 2;
  return typeof value === 'object' && value !== null ? stringifyExact(value).length : 1;
}
