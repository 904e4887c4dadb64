// A model of all publications in memory, to compare a subgraph with.

export type DatasetName = 'indicator' | 'series' | 'observation';

/** A row: its values, and the source that published it first. */
export interface Row {
  readonly says: Readonly<Record<string, string>>;
  readonly source: string;
}

export type Table = ReadonlyMap<string, Row>;
export type State = Readonly<Record<DatasetName, Table>>;

export interface Publication {
  readonly number: number;
  readonly dataset: DatasetName;
  readonly state: State;
  readonly added: string[];
  readonly changed: string[];
  readonly withdrawn: string[];
}

const nothing: State = { indicator: new Map(), series: new Map(), observation: new Map() };
const saysTheSame = (a: Row | undefined, b: Row | undefined) => JSON.stringify(a?.says) === JSON.stringify(b?.says);

export class RememberedPast {
  readonly publications: Publication[] = [];
  readonly #firsts = new Map<string, number>();

  /** The state at a revision; 0 is before the first. */
  at(revision: number): State {
    return this.publications[revision - 1]?.state ?? nothing;
  }

  get newest(): State {
    return this.at(this.publications.length);
  }

  /** Publishes an edition of a source. A complete edition withdraws rows that it lacks. */
  publish(dataset: DatasetName, edition: Table, source: string, complete: boolean): boolean {
    const before = this.newest[dataset];
    const kept = [...before].filter(([key, row]) => !complete || row.source !== source || edition.has(key));
    const isRevision = this.#become(dataset, new Map([...kept, ...edition]));
    if (isRevision && !this.#firsts.has(source)) this.#firsts.set(source, this.publications.length);
    return isRevision;
  }

  /** The number of the first publication of a source. */
  firstOf(source: string): number {
    return this.#firsts.get(source) ?? Number.POSITIVE_INFINITY;
  }

  withdraw(dataset: DatasetName, source: string): boolean {
    return this.#become(dataset, new Map([...this.newest[dataset]].filter(([, row]) => row.source !== source)));
  }

  revert(dataset: DatasetName, to: number): boolean {
    return this.#become(dataset, this.at(to)[dataset]);
  }

  /** The versions of the row with a key, up to a revision, newest first. */
  history(dataset: DatasetName, key: string, until: number) {
    const told: { row: Row; from: number; to: number | null }[] = [];
    for (const { number, state } of this.publications.slice(0, until)) {
      const [now, before] = [state[dataset].get(key), this.at(number - 1)[dataset].get(key)];
      if (saysTheSame(now, before)) continue;
      if (before) told[0]!.to = number;
      if (now) told.unshift({ row: now, from: number, to: null });
    }
    return told;
  }

  /** Applies a new state. Returns true if it creates a revision: a state without a change does not. */
  #become(dataset: DatasetName, table: Table): boolean {
    const before = this.newest[dataset];
    const added = [...table.keys()].filter((key) => !before.has(key));
    const withdrawn = [...before.keys()].filter((key) => !table.has(key));
    const changed = [...table.keys()].filter((key) => before.has(key) && !saysTheSame(table.get(key), before.get(key)));
    if (added.length + withdrawn.length + changed.length === 0) return false;
    const number = this.publications.length + 1;
    this.publications.push({ number, dataset, state: { ...this.newest, [dataset]: table }, added, changed, withdrawn });
    return true;
  }
}
