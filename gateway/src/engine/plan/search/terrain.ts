import type { SelectionSetNode } from 'graphql';
import type { GraphType, Key, SuperType } from '../graph/graph-type.js';
import type { JoinGraph } from '../graph/join-graph.js';
import { isOwner, type Position } from './position.js';

/** A way into a subgraph: by a key of an entity, or by its root type. */
export interface Entry {
  readonly id: string;
  readonly to: Position;
  /** Undefined: the way into a root type, which needs no representation. */
  readonly key?: Key;
  /** The `__typename` of the representation. */
  readonly typename: string;
}

/** The supergraph as a search walks it, for one set of active override labels. What is computed is kept for later plans. */
export class Terrain {
  readonly #positions = new Map<string, Position>();
  readonly #entries = new Map<string, readonly Entry[]>();
  readonly #common = new Map<GraphType, Map<string, boolean>>();
  readonly #setIds = new WeakMap<SelectionSetNode, number>();
  #sets = 0;

  constructor(
    readonly graph: JoinGraph,
    readonly labels: ReadonlySet<string>,
  ) {}

  position(type: GraphType, provided: readonly SelectionSetNode[] = []): Position {
    const id = `${type.graph} ${type.name}${provided.map((set) => ` ${this.#idOf(set)}`).join('')}`;
    let position = this.#positions.get(id);
    if (!position) {
      position = { id, graph: type.graph, type, provided };
      this.#positions.set(id, position);
    }
    return position;
  }

  /**
   * The ways into subgraphs for objects of a type: by each resolvable `@key` of it, and, for an object of an interface
   * that is an interface object in a subgraph, by each key of that: T(A) -[key]-> T(B), T(A) -[key of I]-> I(B).
   */
  entries(type: SuperType): readonly Entry[] {
    let entries = this.#entries.get(type.name);
    if (!entries) {
      entries = this.#readEntries(type);
      this.#entries.set(type.name, entries);
    }
    return entries;
  }

  #readEntries(type: SuperType): Entry[] {
    if (type.name === this.graph.root('query'))
      return type.graphs.flatMap((graph) => {
        const to = this.graph.graphType(graph, type.name);
        return to ? { id: `root ${graph}`, to: this.position(to), typename: type.name } : [];
      });
    const own = this.#keyEntries(type, () => true);
    const ofInterfaces = type.interfaces.flatMap((name) => {
      const it = this.graph.superType(name);
      return it ? this.#keyEntries(it, ({ kind }) => kind === 'interfaceObject') : [];
    });
    return [...own, ...ofInterfaces];
  }

  #keyEntries(type: SuperType, isWanted: (it: GraphType) => boolean): Entry[] {
    return type.graphs.flatMap((graph) => {
      const to = this.graph.graphType(graph, type.name);
      if (!to || !isWanted(to)) return [];
      const keys = to.keys.filter(({ resolvable }) => resolvable);
      return keys.map((key) => ({
        id: `${graph} ${type.name} ${key.text}`,
        to: this.position(to),
        key,
        typename: type.name,
      }));
    });
  }

  /** Whether a subgraph resolves a field of an interface for all objects that it has of the interface. */
  isCommon(type: GraphType, field: string): boolean {
    let known = this.#common.get(type);
    if (!known) {
      known = new Map();
      this.#common.set(type, known);
    }
    let common = known.get(field);
    if (common === undefined) {
      common = [...type.possible].every((name) => {
        const it = this.graph.graphType(type.graph, name)?.fields.get(field);
        return it && !it.external && !it.requires && !it.contexts.length && isOwner(it, this.labels);
      });
      known.set(field, common);
    }
    return common;
  }

  isOrImplements(name: string, condition: string): boolean {
    return name === condition || Boolean(this.graph.superType(name)?.interfaces.includes(condition));
  }

  /** Whether objects of the type `name` fulfil a type condition. */
  admits(condition: string | undefined, name: string): boolean {
    return (
      condition === undefined || condition === name || Boolean(this.graph.superType(condition)?.possible.has(name))
    );
  }

  #idOf(set: SelectionSetNode): number {
    let id = this.#setIds.get(set);
    if (id === undefined) {
      id = this.#sets++;
      this.#setIds.set(set, id);
    }
    return id;
  }
}
