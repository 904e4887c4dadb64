import type { FieldNode, SelectionSetNode } from 'graphql';
import { collected, type Fields, type Fragments, fieldsOn, type KeyOf, setsOf } from './collected.js';
import { existenceLeaf, type Leaf, leafOf, typenameLeaf } from './leaf.js';
import { Locality } from './local.js';
import type { Place } from './place.js';
import { never, type Source } from './reach.js';
import type { Terrain } from './terrain.js';

/** A part of an operation that no subgraph can be asked for. */
export class Unreachable extends Error {
  constructor(readonly coordinate: string) {
    super(`No subgraph that can be reached resolves ${coordinate}.`);
  }
}

export interface Selecting {
  readonly terrain: Terrain;
  readonly fragments: Fragments;
  readonly keyOf: KeyOf;
  /** Whether the values are sent to a subgraph, which has to be given the runtime types of nested objects. */
  readonly isRepresented: boolean;
}

/**
 * Finds the leaves of selection sets. Objects of an interface are handled together where one subgraph has a field of all
 * of them, and one runtime type at a time where not: `things { info { y } }` becomes `things { ... on Car { info { y } } }`
 * if only Car has a key that leads to `y`.
 */
export class LeafCollector {
  readonly #locality: Locality;

  constructor(readonly selecting: Selecting) {
    this.#locality = new Locality(selecting.terrain, selecting.fragments, selecting.keyOf);
  }

  /** @throws Unreachable */
  collect(place: Place, sets: readonly SelectionSetNode[], leaves: Leaf[] = []): Leaf[] {
    const { fragments, terrain, keyOf } = this.selecting;
    const { type } = place.reach;
    if (type.kind === 'object') this.collectFields(place, fieldsOn(type.name, sets, fragments, terrain, keyOf), leaves);
    else this.#collectAbstract(place, sets, leaves);
    return leaves;
  }

  /** Of objects of one type. @throws Unreachable */
  collectFields(place: Place, fields: Fields, leaves: Leaf[]): void {
    const before = leaves.length;
    for (const [key, nodes] of fields) this.#collectField(place, key, nodes, leaves);
    if (leaves.length === before) leaves.push(required(existenceLeaf(place), place, '__typename'));
  }

  #collectField(place: Place, key: string, nodes: readonly FieldNode[], leaves: Leaf[]): void {
    const name = nodes[0]!.name.value;
    if (name === '__typename' && this.selecting.isRepresented)
      leaves.push(required(typenameLeaf(place), place, '__typename'));
    if (name.startsWith('__')) return;
    const sources = place.reach.sourcesOf(name);
    if (!sources.length) throw new Unreachable(`${place.reach.type.name}.${name}`);
    if (this.#isLeaf(place, name)) leaves.push(leafOf(place, key, nodes, sources));
    else this.#collectBelow(place, key, nodes, sources, leaves);
  }

  #collectBelow(
    place: Place,
    key: string,
    nodes: readonly FieldNode[],
    sources: readonly Source[],
    leaves: Leaf[],
  ): void {
    const below = this.#below(place, key, nodes, sources);
    this.collect(below, setsOf(nodes), leaves);
    if (this.selecting.isRepresented && below.reach.type.kind !== 'object')
      leaves.push(required(typenameLeaf(below), below, '__typename'));
  }

  #isLeaf({ reach }: Place, name: string): boolean {
    return !this.selecting.terrain.graph.superType(reach.type.fields.get(name) ?? '');
  }

  /** Where one of the earliest sources has all that is selected, the others need not be looked at. */
  #below(place: Place, key: string, nodes: readonly FieldNode[], sources: readonly Source[]): Place {
    if (sources.length === 1) return place.below(key, nodes);
    const { graph } = this.selecting.terrain;
    const sets = setsOf(nodes);
    const local = sources.filter(({ position, field, provided }) => {
      const type = graph.graphType(position.graph, field.named);
      return type && this.#locality.isLocal(this.selecting.terrain.position(type, provided), sets);
    });
    const isEnough = local[0]?.stage === sources[0]!.stage && local.length < sources.length;
    return place.below(key, nodes, isEnough ? local : undefined);
  }

  #collectAbstract(place: Place, sets: readonly SelectionSetNode[], leaves: Leaf[]): void {
    const { fragments, terrain, keyOf } = this.selecting;
    const before = leaves.length;
    const { types } = place;
    const { type, areNameless } = place.reach;
    const objects = { name: type.name, types, areNameless };
    const { common, narrowed, isConditional } = collected(objects, sets, fragments, terrain, keyOf);
    const each: Fields = new Map();
    for (const [key, nodes] of common)
      if (key !== '__typename' && !this.#collectCommon(place, key, nodes, leaves)) each.set(key, nodes);
    let isNamed = isConditional || common.has('__typename');
    const [lost] = each.keys();
    if (lost !== undefined && isWithoutObjects(place)) throw new Unreachable(`${type.name}.${lost}`);
    if (each.size && place.reach.base.size > 1) {
      isNamed = true;
      leaves.push(...this.#collectFromOne(place, each));
      each.clear();
    }
    if (each.size || narrowed.length)
      for (const type of types) {
        const fields: Fields = new Map([...each].map(([key, nodes]) => [key, [...nodes]]));
        for (const { condition, set } of narrowed)
          if (terrain.admits(condition, type)) fieldsOn(type, [set], fragments, terrain, keyOf, fields);
        if (!fields.size) continue;
        isNamed = true;
        this.#collectNarrowed(place.narrow(type), fields, leaves);
      }
    if (isNamed) leaves.push(required(typenameLeaf(place), place, '__typename'));
    else if (leaves.length === before) leaves.push(required(existenceLeaf(place), place, '__typename'));
  }

  /**
   * Fields of every runtime type, where several subgraphs have the objects: all of them from one, since an object of one
   * and an object of another are not put together out of types.
   */
  #collectFromOne(place: Place, fields: Fields): Leaf[] {
    let best: Leaf[] | undefined;
    for (const alternative of place.alternatives()) {
      const found = this.#attempt((leaves) => {
        for (const type of place.types) this.#collectNarrowed(alternative.narrow(type), fields, leaves);
      });
      if (found && (!best || lastOf(found) < lastOf(best))) best = found;
    }
    if (!best) throw new Unreachable(`${place.reach.type.name}.${[...fields.keys()].join(', ')}`);
    return best;
  }

  #collectNarrowed(place: Place, fields: Fields, leaves: Leaf[]): void {
    for (const [key, nodes] of fields) this.#collectField(place, key, nodes, leaves);
  }

  /** @returns false where it has to be, or is sooner, handled one runtime type at a time */
  #collectCommon(place: Place, key: string, nodes: readonly FieldNode[], leaves: Leaf[]): boolean {
    const name = nodes[0]!.name.value;
    const stage = place.reach.stageOf(name);
    if (stage === never) return false;
    const sources = place.reach.sourcesOf(name);
    if (this.#isLeaf(place, name)) {
      if (stage > 0 && this.#stageOfEach(place, name) < stage) return false;
      leaves.push(leafOf(place, key, nodes, sources));
      return true;
    }
    const together = this.#attempt((found) => this.#collectBelow(place, key, nodes, sources, found));
    if (!together) return false;
    if (lastOf(together) > place.offset + stage && this.#isElsewhere(place, name, sources)) {
      const apart = this.#attempt((found) => {
        for (const type of place.reach.types) this.#collectField(place.narrow(type), key, nodes, found);
      });
      if (apart && lastOf(apart) < lastOf(together)) return false;
    }
    leaves.push(...together);
    return true;
  }

  #attempt(collect: (leaves: Leaf[]) => void): Leaf[] | undefined {
    const leaves: Leaf[] = [];
    try {
      collect(leaves);
      return leaves;
    } catch (error) {
      if (error instanceof Unreachable) return undefined;
      throw error;
    }
  }

  #stageOfEach({ reach }: Place, name: string): number {
    return Math.max(...[...reach.types].map((type) => stageIn(reach.narrow(type), name)));
  }

  /** Whether another subgraph has the field of a runtime type. */
  #isElsewhere({ reach }: Place, name: string, sources: readonly Source[]): boolean {
    const graphs = new Set(sources.map(({ position }) => position.graph));
    return [...reach.types].some((type) =>
      reach
        .narrow(type)
        .reach.sourcesOf(name)
        .some(({ position }) => !graphs.has(position.graph)),
    );
  }
}

/** An interface that no type of the subgraphs implements. */
const isWithoutObjects = ({ reach }: Place): boolean => [...reach.base.keys()].every(({ type }) => !type.possible.size);

export const lastOf = (leaves: readonly Leaf[]): number => Math.max(0, ...leaves.map(({ earliest }) => earliest));

const stageIn = ({ reach, offset }: ReturnType<Place['reach']['narrow']>, name: string): number =>
  offset + reach.stageOf(name);

function required(leaf: Leaf | undefined, { reach }: Place, field: string): Leaf {
  if (!leaf) throw new Unreachable(`${reach.type.name}.${field}`);
  return leaf;
}
