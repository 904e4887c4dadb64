import { type ColumnSpec, type Mapping, sourcesOf } from './mapping.js';

/** The columns of a mapping that are derived from other dataset columns, in evaluation order. */
export interface DerivedColumns {
  /** Each column comes after those that it is derived from. */
  first: string[];
  /** Columns that count rows, and columns derived from them. They are filled last, for rows that pass all filters. */
  counting: string[];
  /** Columns that depend on themselves, directly or indirectly. */
  circular: string[];
}

export const isDerived = (spec: ColumnSpec | undefined): boolean =>
  spec !== undefined && (isCount(spec) || sourcesOf(spec).length > 0);

export const isCount = (spec: ColumnSpec | undefined) => typeof spec === 'object' && 'count' in spec;

export function derivedColumns({ columns }: Pick<Mapping, 'columns'>): DerivedColumns {
  const left = new Set(Object.keys(columns).filter((name) => isDerived(columns[name])));
  const made: DerivedColumns = { first: [], counting: [], circular: [] };
  for (;;) {
    const ready = [...left].filter((name) => !sourcesOf(columns[name]!).some((other) => left.has(other)));
    if (ready.length === 0) return { ...made, circular: [...left] };
    for (const name of ready) {
      const counts = isCount(columns[name]) || sourcesOf(columns[name]!).some((other) => made.counting.includes(other));
      (counts ? made.counting : made.first).push(name);
      left.delete(name);
    }
  }
}
