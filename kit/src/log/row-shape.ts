import { Float, Int } from 'type-graphql';
import { columnsOf } from '../column.js';
import type { Database } from '../database/database.js';
import { type Dataset, keyOf } from '../ingest/dataset.js';

/** How the text that PostgreSQL gives for a column is written in JSON. */
type Writing = 'text' | 'number' | 'boolean' | 'json';

/** The columns of a row as PostgreSQL writes them, in the order of the shape. */
export type Cells = readonly (string | null)[];

interface ShapeColumn {
  readonly property: string;
  readonly column: string;
  readonly writing: Writing;
  /** `"property":`, as it stands in every row. */
  readonly head: string;
}

/** How the rows of a dataset are written in its log: the columns that its entity declares, under their names there. */
export interface RowShape {
  readonly dataset: string;
  readonly table: string;
  /** In the order of their names in JSON. */
  readonly columns: readonly ShapeColumn[];
  /** Places of the key in `columns`, in the order of the key. */
  readonly key: readonly number[];
}

const provenance = ['line', 'recordedFrom', 'sourceId'].map((property) => ({ property, type: Int, list: false }));

export function shapeOf(database: Database, dataset: Dataset): RowShape {
  const { entity } = dataset;
  const columns = [...columnsOf(entity), ...provenance]
    .map(({ property, type, list }) => ({
      property,
      column: `"${database.columnOf(entity, property)}"`,
      writing: writingOf(type, list),
      head: `${JSON.stringify(property)}:`,
    }))
    .sort((a, b) => (a.property < b.property ? -1 : 1));
  const key = keyOf(dataset).map((property) => columns.findIndex((column) => column.property === property));
  return { dataset: dataset.name, table: `"${database.tableOf(entity)}"`, columns, key };
}

function writingOf(type: unknown, list: boolean): Writing {
  if (list) return 'json';
  if (type === Int || type === Float) return 'number';
  return type === Boolean ? 'boolean' : 'text';
}

/** What a statement selects so that each cell arrives as the text that `rowText` takes. */
export const selectList = ({ columns }: RowShape): string =>
  columns.map(({ column, writing }) => (writing === 'json' ? `to_json(${column})` : column)).join(', ');

/** The order of the entries of a revision: that of the keys, texts byte by byte. */
export const keyOrder = ({ columns, key }: RowShape): string =>
  key
    .map((place) => columns[place]!)
    .map(({ column, writing }) => (writing === 'text' ? `${column} collate "C"` : column))
    .join(', ');

/**
 * The canonical JSON of a row. What is unknown (null, an empty list) is left out, so that a column which is added later
 * changes no row that was recorded before it.
 */
export function rowText({ columns }: RowShape, cells: Cells): string {
  let text = '';
  for (let at = 0; at < columns.length; at += 1) {
    const cell = cells[at];
    if (cell == null || (cell === '[]' && columns[at]!.writing === 'json')) continue;
    text += `${text && ','}${columns[at]!.head}${written(columns[at]!.writing, cell)}`;
  }
  return `{${text}}`;
}

function written(writing: Writing, cell: string): string {
  if (writing === 'number') return Number.isFinite(Number(cell)) ? String(Number(cell)) : JSON.stringify(cell);
  if (writing === 'boolean') return String(cell === 't');
  return writing === 'json' ? cell : JSON.stringify(cell);
}

/** The key of a row, for a reader: `municipalityCode 15031, year 2024`. */
export const keyText = ({ columns, key }: RowShape, cells: Cells): string =>
  key.map((place) => `${columns[place]!.property} ${cells[place]}`).join(', ');
