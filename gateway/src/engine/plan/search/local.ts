import type { SelectionSetNode } from 'graphql';
import { collected, type Fields, type Fragments, fieldsOn, type KeyOf, setsOf } from './collected.js';
import { fieldAt } from './field-at.js';
import { namesRuntimeType, type Position } from './position.js';
import type { Terrain } from './terrain.js';

/** Whether a subgraph resolves all that is selected below a position, so that no other has to be looked at. */
export class Locality {
  constructor(
    readonly terrain: Terrain,
    readonly fragments: Fragments,
    readonly keyOf: KeyOf,
  ) {}

  isLocal(position: Position, sets: readonly SelectionSetNode[]): boolean {
    const { type } = position;
    if (type.kind === 'object')
      return this.#areLocal(position, fieldsOn(type.name, sets, this.fragments, this.terrain, this.keyOf));
    const objects = { name: type.name, types: type.possible, areNameless: !namesRuntimeType(position) };
    const { common, narrowed } = collected(objects, sets, this.fragments, this.terrain, this.keyOf);
    if (!namesRuntimeType(position))
      return !narrowed.length && !common.has('__typename') && this.#areLocal(position, common);
    const perType: Fields = new Map();
    for (const [key, nodes] of common)
      if (!this.#isFieldLocal(position, nodes[0]!.name.value, setsOf(nodes))) perType.set(key, nodes);
    if (!narrowed.length && !perType.size) return true;
    return [...type.possible].every((name) => this.#isNarrowedLocal(position, name, perType, narrowed));
  }

  #isNarrowedLocal(
    { graph, provided }: Position,
    name: string,
    perType: Fields,
    narrowed: readonly { readonly condition: string; readonly set: SelectionSetNode }[],
  ): boolean {
    const type = this.terrain.graph.graphType(graph, name);
    const sets = narrowed.flatMap(({ condition, set }) => (this.terrain.admits(condition, name) ? set : []));
    if (!sets.length && !perType.size) return true;
    if (!type) return false;
    const fields = fieldsOn(name, sets, this.fragments, this.terrain, this.keyOf);
    const position = this.terrain.position(type, provided);
    return this.#areLocal(position, perType) && this.#areLocal(position, fields);
  }

  #areLocal(position: Position, fields: Fields): boolean {
    for (const nodes of fields.values())
      if (!this.#isFieldLocal(position, nodes[0]!.name.value, setsOf(nodes))) return false;
    return true;
  }

  #isFieldLocal(position: Position, name: string, sets: readonly SelectionSetNode[]): boolean {
    if (name.startsWith('__')) return true;
    const found = fieldAt(position, name, this.terrain);
    if (!found || found.field.requires || found.field.contexts.length) return false;
    if (!sets.length) return true;
    const below = this.terrain.graph.graphType(position.graph, found.field.named);
    return Boolean(below) && this.isLocal(this.terrain.position(below!, found.provided), sets);
  }
}
