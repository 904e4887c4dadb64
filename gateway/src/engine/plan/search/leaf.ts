import { type FieldNode, Kind } from 'graphql';
import type { Place } from './place.js';
import { namesRuntimeType, type Position } from './position.js';
import { type Source, typenameField } from './reach.js';

/** A field without a selection set that a plan has to fetch, and every way to have it. */
export interface Leaf {
  readonly place: Place;
  readonly key: string;
  /** The fields of the operation that share the key. */
  readonly nodes: readonly FieldNode[];
  readonly sources: readonly Source[];
  /** The earliest stage of any plan that has it. */
  readonly earliest: number;
}

export function leafOf(place: Place, key: string, nodes: readonly FieldNode[], sources: readonly Source[]): Leaf {
  return { place, key, nodes, sources, earliest: place.offset + sources[0]!.stage };
}

const typename: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/** The runtime type of the objects. */
export function typenameLeaf(place: Place): Leaf | undefined {
  return nameLeaf(
    place,
    [...place.reach.at].filter(([position]) => namesRuntimeType(position)),
  );
}

/** A name of the objects: of their runtime type, or of an interface that is an object in the subgraph. */
export const anyNameLeaf = (place: Place): Leaf | undefined => nameLeaf(place, [...place.reach.at]);

/** The objects themselves, of which no field is selected. */
export const existenceLeaf = (place: Place): Leaf | undefined => nameLeaf(place, [...place.reach.base]);

function nameLeaf(place: Place, positions: (readonly [Position, number])[]): Leaf | undefined {
  const sources = positions
    .map(([position, stage]): Source => ({ stage, position, field: typenameField, provided: [] }))
    .sort((a, b) => a.stage - b.stage);
  return sources.length ? leafOf(place, '__typename', [typename], sources) : undefined;
}
