import type { FieldNode } from 'graphql';
import type { PathSegment } from '../plan.js';
import type { Position } from './position.js';
import type { Below, Reach, Source } from './reach.js';

/** Where the objects of a place come from. */
export interface Origin {
  readonly place: Place;
  /** The field that leads to them; left out where they are those objects of the other place that have one runtime type. */
  readonly field?: { readonly key: string; readonly nodes: readonly FieldNode[] };
  /** The sources of the field, by the position that they lead to. */
  readonly sources: ReadonlyMap<Position, readonly Source[]>;
}

/** Objects of a response: those at a path, all or those of one runtime type, and where they can be had. */
export class Place {
  readonly id: string;
  readonly path: readonly PathSegment[];
  readonly #below = new Map<string, Place>();
  #wholeReach?: Reach;
  /** Set where the objects are those of one runtime type among the objects of the other place. */
  readonly outer?: Place;

  constructor(
    readonly reach: Reach,
    /** The stage that the stages of `reach` count from. */
    readonly offset: number,
    readonly origin?: Origin,
  ) {
    this.outer = origin && !origin.field ? origin.place : undefined;
    const segment = origin && segmentOf(origin, reach);
    this.path = segment ? [...origin!.place.path, segment] : [];
    this.id = segment ? `${origin!.place.id}.${'field' in segment ? segment.field : `<${segment.types}>`}` : '';
  }

  /** The runtime types of the objects, whichever of the subgraphs that share the fields on the path is asked. */
  get types(): ReadonlySet<string> {
    return this.#whole.types;
  }

  /** What could be reached if no source had been left out on the path. */
  get #whole(): Reach {
    if (!this.origin) return this.reach;
    const { place, field } = this.origin;
    this.#wholeReach ??= field
      ? place.#whole.below(field.nodes[0]!.name.value).reach
      : place.#whole.narrow(this.reach.type.name).reach;
    return this.#wholeReach;
  }

  /** The same objects, had from one of the positions alone. */
  alternatives(): Place[] {
    const { origin } = this;
    if (!origin?.field || this.reach.base.size < 2) return [];
    const { key, nodes } = origin.field;
    return [...origin.sources.values()].map((sources) => origin.place.below(key, nodes, sources));
  }

  /** The objects below a field of these, had from any source of the field or from some. */
  below(key: string, nodes: readonly FieldNode[], only?: readonly Source[]): Place {
    const id = only ? `${key}|${only.map(({ position, entry }) => `${position.id}${entry ? '*' : ''}`).join()}` : key;
    let place = this.#below.get(id);
    if (!place) {
      const name = nodes[0]!.name.value;
      const below = only ? this.reach.belowSources(name, only) : this.reach.below(name);
      place = this.#made(below, { key, nodes });
      this.#below.set(id, place);
    }
    return place;
  }

  /** Those of the objects that have one runtime type. */
  narrow(type: string): Place {
    const id = `... on ${type}`;
    let place = this.#below.get(id);
    if (!place) {
      place = this.#made(this.reach.narrow(type), undefined);
      this.#below.set(id, place);
    }
    return place;
  }

  #made({ reach, offset, from }: Below, field: Origin['field']): Place {
    return new Place(reach, this.offset + offset, { place: this, field, sources: from });
  }
}

function segmentOf({ field }: Origin, { type }: Reach): PathSegment {
  return field ? { field: field.key } : { types: [type.name] };
}
