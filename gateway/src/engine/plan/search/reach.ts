import { type FieldNode, Kind, type SelectionSetNode } from 'graphql';
import type { GraphField, SuperType } from '../graph/graph-type.js';
import { fieldAt } from './field-at.js';
import { namesRuntimeType, type Position } from './position.js';
import type { Entry, Terrain } from './terrain.js';

/** One way to have a field of an object. */
export interface Source {
  /** The earliest stage at which a fetch can have the field. */
  readonly stage: number;
  /** Where the field is selected. */
  readonly position: Position;
  readonly field: GraphField;
  readonly provided: readonly SelectionSetNode[];
  /** The subgraph is entered anew for this field, with what it requires: T(A) -[key + requires]-> T(B). */
  readonly entry?: Entry;
}

/** The objects below a field, or those of one runtime type. */
export interface Below {
  readonly reach: Reach;
  /** The stage that the stages of `reach` count from. */
  readonly offset: number;
  /** Where each first position comes from; for a runtime type, the position of the abstract type. */
  readonly from: ReadonlyMap<Position, readonly Source[]>;
}

export const never = Number.POSITIVE_INFINITY;

/** How many are cached before all are dropped. */
const mostReaches = 20_000;

/** What was reached before on one terrain. Operations share it. */
export class Reaches {
  readonly #known = new Map<string, Reach>();
  /** Those whose stages are being computed, the outermost first. */
  readonly settling: Reach[] = [];

  constructor(readonly terrain: Terrain) {}

  /** What can be reached from where an object is first had; stages count from the earliest of them. */
  from(type: SuperType, base: ReadonlyMap<Position, number>): Reach {
    const id = `${type.name}|${[...base].map(([position, stage]) => `${position.id}@${stage}`).join()}`;
    let reach = this.#known.get(id);
    if (!reach) {
      if (this.#known.size >= mostReaches) this.#known.clear();
      reach = new Reach(this, type, base);
      this.#known.set(id, reach);
    }
    return reach;
  }
}

/**
 * The earliest stage at which an object can be had in each subgraph, and each of its fields: the least fixpoint of
 *
 * - stage of T(B) = 1 + the latest of the fields of a key of T(B), all of them had elsewhere;
 * - stage of a field = the least of the positions that resolve it; with `@requires`, 1 + the latest of a key and of what
 *   it requires.
 *
 * It depends on the first positions alone, so operations share it. It is exact: a field that no stage has cannot be
 * had, and no plan can have a field earlier.
 */
export class Reach {
  readonly terrain: Terrain;
  readonly #at: Map<Position, number>;
  /** Field → its earliest stage, of fields that were asked for. */
  readonly #stages = new Map<string, number>();
  readonly #sources = new Map<string, readonly Source[]>();
  readonly #below = new Map<string, Below>();
  #types?: ReadonlySet<string>;
  #closed = false;
  #settling = false;
  #changed = false;
  /** Whether it has read a stage of a reach that was not settled yet, and has to be settled again. */
  #provisional = false;

  constructor(
    readonly reaches: Reaches,
    readonly type: SuperType,
    readonly base: ReadonlyMap<Position, number>,
  ) {
    this.#at = new Map(base);
    this.terrain = reaches.terrain;
  }

  /** Every position with its earliest stage. */
  get at(): ReadonlyMap<Position, number> {
    this.#settle();
    return this.#at;
  }

  /**
   * The runtime types that the object may have. Subgraphs that share a field resolve it to the same object, so its type is
   * one that each of them has.
   */
  get types(): ReadonlySet<string> {
    this.#types ??= this.type.kind === 'object' ? this.type.possible : typesOfAll([...this.base.keys()]);
    return this.#types;
  }

  /** Whether a subgraph that has the objects first has them as interface objects. */
  get areNameless(): boolean {
    return ![...this.base.keys()].every(namesRuntimeType);
  }

  /** The earliest stage of a field; `never` if it cannot be had. */
  stageOf(field: string): number {
    if (field === '__typename') {
      this.#settle();
      return this.#typenameStage();
    }
    if (this.#isFirst(field)) return 0;
    const isNew = !this.#stages.has(field);
    if (isNew) {
      this.#stages.set(field, never);
      this.#changed = true;
    }
    this.#settle(isNew);
    return this.#stages.get(field)!;
  }

  /** Every way to have a field, the earliest first. */
  sourcesOf(field: string): readonly Source[] {
    let sources = this.#sources.get(field);
    if (!sources) {
      this.#settle();
      sources = this.#candidates(field).sort((a, b) => a.stage - b.stage);
      if (this.#closed) this.#sources.set(field, sources);
    }
    return sources;
  }

  /** The objects below a field, had from any of its sources. */
  below(field: string): Below {
    let below = this.#below.get(field);
    if (!below) {
      below = this.belowSources(field, this.sourcesOf(field));
      this.#below.set(field, below);
    }
    return below;
  }

  /** The objects below a field, had from some of its sources. */
  belowSources(field: string, sources: readonly Source[]): Below {
    const type = this.terrain.graph.superType(this.type.fields.get(field) ?? '')!;
    const found = new Map<Position, { stage: number; from: Source[] }>();
    for (const source of sources) {
      const own = this.terrain.graph.graphType(source.position.graph, source.field.named);
      if (!own) continue;
      const position = this.terrain.position(own, source.provided);
      const known = found.get(position);
      if (!known) found.set(position, { stage: source.stage, from: [source] });
      else {
        known.from.push(source);
        known.stage = Math.min(known.stage, source.stage);
      }
    }
    return this.#belowOf(type, found);
  }

  /** The objects of one runtime type, where this is an abstract one. */
  narrow(name: string): Below {
    const id = `... on ${name}`;
    const known = this.#below.get(id);
    if (known) return known;
    const found = new Map<Position, { stage: number; from: Source[] }>();
    const isNameless = ![...this.base.keys()].some(namesRuntimeType);
    for (const [position, stage] of isNameless ? this.at : this.base) {
      const narrowed = this.#narrowed(position, name);
      if (narrowed && !found.has(narrowed))
        found.set(narrowed, { stage, from: [{ stage, position, field: typenameField, provided: [] }] });
    }
    const below = this.#belowOf(this.terrain.graph.superType(name)!, found);
    if (this.#closed) this.#below.set(id, below);
    return below;
  }

  /** The latest stage of a field set; `never` if a part of it cannot be had. */
  stageOfSet(set: SelectionSetNode): number {
    let latest = 0;
    for (const it of set.selections) {
      const stage =
        it.kind === Kind.FIELD
          ? this.#stageOfField(it)
          : it.kind === Kind.INLINE_FRAGMENT
            ? this.#stageOfFragment(it.typeCondition?.name.value, it.selectionSet)
            : 0;
      if (stage > latest) latest = stage;
    }
    return latest;
  }

  /** The entries whose representations can be written, with the stage of each. */
  *entriesTo(position: Position): Iterable<readonly [Entry, number]> {
    for (const entry of this.terrain.entries(this.type))
      if (entry.to === position) yield [entry, this.entryStage(entry)];
  }

  #belowOf(type: SuperType, found: ReadonlyMap<Position, { stage: number; from: Source[] }>): Below {
    const offset = Math.min(...[...found.values()].map(({ stage }) => stage));
    const base = [...found].map(([position, { stage }]) => [position, stage - offset] as const);
    const reach = this.reaches.from(type, new Map(base));
    return { reach, offset, from: new Map([...found].map(([position, { from }]) => [position, from])) };
  }

  /** An interface object that was reached by a key serves the abstract type, and no single runtime type. */
  #narrowed(position: Position, name: string): Position | undefined {
    if (!namesRuntimeType(position)) return this.base.has(position) ? position : undefined;
    if (!position.type.possible.has(name)) return undefined;
    const own = this.terrain.graph.graphType(position.graph, name);
    return own && this.terrain.position(own, position.provided);
  }

  #stageOfField(node: FieldNode): number {
    const stage = this.#stageOfWhole(node);
    if (stage === 0 || this.type.kind === 'object' || node.name.value === '__typename') return stage;
    const each = [...this.types].map((name) => {
      const { reach, offset } = this.narrow(name);
      return offset + reach.#stageOfWhole(node);
    });
    return Math.min(stage, Math.max(0, ...each));
  }

  #stageOfWhole({ name, selectionSet }: FieldNode): number {
    const stage = this.stageOf(name.value);
    if (!selectionSet || stage === never) return stage;
    const sources = this.#candidates(name.value);
    if (!sources.length) return never;
    const { reach, offset } = this.belowSources(name.value, sources);
    return Math.max(stage, offset + reach.stageOfSet(selectionSet));
  }

  #stageOfFragment(condition: string | undefined, set: SelectionSetNode): number {
    if (this.type.kind === 'object') return this.terrain.admits(condition, this.type.name) ? this.stageOfSet(set) : 0;
    if (condition === undefined || condition === this.type.name) return this.stageOfSet(set);
    const admitted = [...this.types].filter((name) => this.terrain.admits(condition, name));
    const stages = admitted.map((name) => {
      const { reach, offset } = this.narrow(name);
      return offset + reach.stageOfSet(set);
    });
    return Math.max(0, ...stages);
  }

  /** Whether the subgraph that has the object first resolves the field: most fields are, and nothing else is looked at. */
  #isFirst(field: string): boolean {
    for (const [position, stage] of this.base) {
      if (stage > 0 || !this.#isComplete(position)) continue;
      const found = fieldAt(position, field, this.terrain);
      if (found && this.#isPlain(position, found.field)) return true;
    }
    return false;
  }

  /** Positions and fields improve each other until nothing changes. */
  #settle(again = false): void {
    if (this.#settling) {
      for (const it of this.reaches.settling.slice(this.reaches.settling.indexOf(this) + 1)) it.#provisional = true;
      return;
    }
    if (this.#closed && !again) return;
    this.#settling = true;
    this.#provisional = false;
    this.reaches.settling.push(this);
    do {
      this.#changed = false;
      for (const entry of this.terrain.entries(this.type)) this.#enter(entry);
      for (const [field, known] of this.#stages) {
        const stage = Math.min(known, ...this.#candidates(field).map((it) => it.stage));
        if (stage >= known) continue;
        this.#stages.set(field, stage);
        this.#changed = true;
      }
    } while (this.#changed);
    this.#settling = false;
    this.reaches.settling.pop();
    this.#closed = !this.#provisional;
  }

  #enter(entry: Entry): void {
    const stage = this.entryStage(entry);
    if (stage >= (this.#at.get(entry.to) ?? never)) return;
    this.#at.set(entry.to, stage);
    this.#changed = true;
  }

  /** The stage of a fetch that enters a subgraph, which sends what the key has. */
  entryStage({ key, to, typename: name }: Entry): number {
    if (!key) return 1;
    const isAbstract = this.type.kind !== 'object';
    if (isAbstract && to.type.kind === 'interface' && ![...this.types].every((it) => to.type.possible.has(it)))
      return never;
    const named = isAbstract && name === this.type.name ? 0 : this.#typenameStage();
    return 1 + Math.max(named, this.stageOfSet(key.fields));
  }

  #typenameStage(): number {
    let least = never;
    for (const [position, stage] of this.#at) if (stage < least && namesRuntimeType(position)) least = stage;
    return least;
  }

  #candidates(name: string): Source[] {
    const sources: Source[] = [];
    for (const [position, stage] of this.#at) {
      if (!this.#isComplete(position)) continue;
      const found = fieldAt(position, name, this.terrain);
      if (found && this.#isPlain(position, found.field)) sources.push({ stage, position, ...found });
    }
    for (const entry of this.terrain.entries(this.type)) {
      const found = fieldAt(entry.to, name, this.terrain);
      if (!found || !this.#isComplete(entry.to) || this.#isPlain(entry.to, found.field)) continue;
      const required = found.field.requires ? 1 + this.stageOfSet(found.field.requires) : 1;
      const stage = Math.max(this.entryStage(entry), required);
      if (stage < never) sources.push({ stage, position: entry.to, entry, ...found });
    }
    return sources;
  }

  /**
   * Whether the field is selected wherever the position is had. A field with `@requires` is not: the subgraph is entered
   * anew. Nor is a field for one runtime type where the subgraph cannot tell runtime types apart: others would get it too.
   */
  #isPlain(position: Position, field: GraphField): boolean {
    if (field.requires || field.contexts.length) return false;
    if (this.type.kind !== 'object' || namesRuntimeType(position) || !this.base.has(position)) return true;
    return position.type.keys.some((key) => has(key.fields, field.name));
  }

  /** Whether the position has the object whatever its runtime type. */
  #isComplete({ type }: Position): boolean {
    if (this.type.kind === 'object' || this.base.size === 1) return true;
    return [...this.types].every((name) => type.possible.has(name));
  }
}

function typesOfAll(positions: readonly Position[]): ReadonlySet<string> {
  const [first, ...others] = positions;
  if (!first) return new Set();
  const isOfAll = (name: string): boolean => others.every(({ type }) => type.possible.has(name));
  return others.length ? new Set([...first.type.possible].filter(isOfAll)) : first.type.possible;
}

const has = ({ selections }: SelectionSetNode, name: string): boolean =>
  selections.some((it) => it.kind === Kind.FIELD && it.name.value === name);

export const typenameField: GraphField = {
  name: '__typename',
  type: { kind: Kind.NAMED_TYPE, name: { kind: Kind.NAME, value: 'String' } },
  named: 'String',
  external: false,
  contexts: [],
};
