import { Float, Int } from 'type-graphql';
import type { Database } from '../database/database.js';
import { type Dataset, keyProperties } from '../dataset/dataset.js';
import { type Column, columnsOf } from '../record/column.js';

/** How the rows of a dataset are written in its log: the columns that its entity declares, under their names there. */
export interface RowShape {
  readonly dataset: string;
  readonly table: string;
  /** What makes the JSON of a row, names in the order of RFC 8785. What is unknown (null, an empty list) is null. */
  readonly rowSql: string;
  /** The key, as one text. */
  readonly keySql: string;
  readonly orderSql: string;
  readonly keyColumns: readonly string[];
  /** The names of the key's columns in the API, in the order of the key. */
  readonly keyNames: readonly string[];
}

/** Stands between the values of a key where it is one text. */
const SEPARATOR = '\u001f';

const provenance = ['line', 'recordedFrom', 'sourceId'].map((property) => ({ property, type: Int, list: false }));

export function shapeOf(database: Database, dataset: Dataset): RowShape {
  const { entity } = dataset;
  const named = (property: string) => `"${database.columnOf(entity, property)}"`;
  const declared = columnsOf(entity);
  const members = [...declared, ...provenance]
    .sort((a, b) => (a.property < b.property ? -1 : 1))
    .map((column) => `${valueSql(column, named(column.property))} as "${column.property}"`);
  const keyNames = keyProperties(dataset);
  const key = keyNames.map((property) => declared.find((column) => column.property === property)!);
  return {
    dataset: dataset.name,
    table: `"${database.tableOf(entity)}"`,
    // One function for the whole row: to make a text of each member takes twice as long.
    rowSql: `(select row_to_json(of_row)::text from (select ${members.join(', ')}) of_row)`,
    keySql: `concat_ws(E'\\x1f', ${keyNames.map(named).join(', ')})`,
    orderSql: key.map((column) => `${named(column.property)}${isText(column) ? ' collate "C"' : ''}`).join(', '),
    keyColumns: keyNames.map(named),
    keyNames,
  };
}

type Typed = Pick<Column, 'type' | 'list'>;

const isText = ({ type, list }: Typed) => !list && type !== Int && type !== Float && type !== Boolean;

const valueSql = ({ list }: Typed, column: string) => (list ? `nullif(${column}, '{}')` : column);

/** A number that PostgreSQL writes in another way than ECMAScript does, or a text that looks like one. */
const oddNumber = /[0-9]e[-+]?[0-9]|:-0[,}]/;

/** A member that is null; no text can look like one, for the quotes within it have a backslash before them. */
const unknownMember = /"\w+":null,?/g;

/** The canonical JSON of a row that PostgreSQL wrote: what is unknown is left out. */
export function canonicalRow(row: string): string {
  const known = row.includes(':null') ? row.replace(unknownMember, '').replace(/,}$/, '}') : row;
  return oddNumber.test(known) ? JSON.stringify(JSON.parse(known)) : known;
}

/** A key for a reader: `municipalityCode 15031, year 2024`. */
export const keyText = ({ keyNames }: RowShape, key: string): string =>
  key
    .split(SEPARATOR)
    .map((value, at) => `${keyNames[at]} ${value}`)
    .join(', ');
