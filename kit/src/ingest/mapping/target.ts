import type { Gazetteer } from '../../dataset/gazetteer.js';
import type { Column } from '../../record/column.js';

/** A dataset column with its name in files and in the database. */
export interface NamedColumn {
  name: string;
  column: Column;
}

export interface Target {
  columns: readonly NamedColumn[];
  gazetteers: Readonly<Record<string, Gazetteer>>;
}
