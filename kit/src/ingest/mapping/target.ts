import type { Gazetteer } from '../../dataset/gazetteer.js';
import type { Column } from '../../record/column.js';

/** A column that a file may fill, by its name in files and in the database. */
export interface NamedColumn {
  name: string;
  column: Column;
}

export interface Target {
  columns: readonly NamedColumn[];
  gazetteers: Readonly<Record<string, Gazetteer>>;
}
