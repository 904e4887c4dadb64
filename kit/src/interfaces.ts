import type { EntityClass } from '@mikro-orm/core';
import { type DefinitionNode, Kind, type ObjectTypeDefinitionNode, parse, print } from 'graphql';
import { columnsOf } from './record/column.js';
import type { Recorded } from './record/recorded.js';

const [node, recorded, idHolder] = parse(`
  """An object that clients can cache by an id that is unique over all types."""
  interface Node {
    """Identifier, unique over all types."""
    id: ID!
  }

  """A published record: its source, the revision that recorded it and the one that superseded it."""
  interface Recorded {
    """The line of this record in its source file; the first line is 1. Null if the file has no lines."""
    line: Int
    """The source file of this record."""
    source: Source!
    """The revision that recorded these values."""
    recordedIn: Revision!
    """Validation findings on the source line that did not stop publication. Empty if there are none."""
    findings: [PublishedFinding!]!
    """The revision that replaced or withdrew this record; null if current."""
    supersededIn: Revision
  }

  type IdHolder {
    """Identifier, unique over all types."""
    id: ID!
  }
`).definitions as [DefinitionNode, DefinitionNode, ObjectTypeDefinitionNode];

/** Whether a column of the entity is its `id` in the API. */
export const hasIdColumn = (entity: EntityClass<Recorded>): boolean =>
  columnsOf(entity).some(({ property, description }) => property === 'id' && description !== undefined);

/**
 * Adds the interfaces `Node` and `Recorded` to the types that have their fields, and `id` to each entity that has a
 * composite key or a code in its place.
 */
export function withInterfaces(
  definitions: readonly DefinitionNode[],
  entities: readonly EntityClass<Recorded>[],
): DefinitionNode[] {
  const withoutId = new Set(entities.filter((entity) => !hasIdColumn(entity)).map(({ name }) => name));
  const typed = definitions.map((each) =>
    each.kind === Kind.OBJECT_TYPE_DEFINITION
      ? implementing(withoutId.has(each.name.value) ? withId(each) : each)
      : each,
  );
  return typed.some(implementsAny) ? [...typed, node, recorded] : typed;
}

const withId = (type: ObjectTypeDefinitionNode): ObjectTypeDefinitionNode => ({
  ...type,
  fields: [...idHolder.fields!, ...(type.fields ?? [])],
});

function implementing(type: ObjectTypeDefinitionNode): ObjectTypeDefinitionNode {
  const names = new Set(type.fields?.map((field) => field.name.value));
  // A subgraph of a partner can have an id of another type.
  const hasId = type.fields?.some(({ name, type: of }) => name.value === 'id' && print(of) === 'ID!');
  const isKeyOnly = type.directives?.some(({ name }) => name.value === 'key') && !names.has('recordedIn');
  const implemented = [...(hasId && !isKeyOnly ? ['Node'] : []), ...(names.has('recordedIn') ? ['Recorded'] : [])];
  const interfaces = implemented.map(
    (name) => ({ kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: name } }) as const,
  );
  return { ...type, interfaces };
}

const implementsAny = (definition: DefinitionNode): boolean =>
  definition.kind === Kind.OBJECT_TYPE_DEFINITION && (definition.interfaces?.length ?? 0) > 0;
