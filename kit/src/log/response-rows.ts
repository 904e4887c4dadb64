import type { Dataset } from '../dataset/dataset.js';
import { type Column, columnsOf } from '../record/column.js';
import { idFieldOf } from '../record/version.js';

/** A row in a response, identified by its type, its key and the revision that recorded it. */
export interface ResponseRow {
  readonly subgraph: string;
  readonly dataset: string;
  readonly revision: number;
  readonly key: readonly string[];
  readonly keyNames: readonly string[];
  /** The path in the response: `municipality.indicators.3`. */
  readonly path: string;
  /** The selected columns with their values. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** An object that is a row, but lacks fields that are needed to find it in the log. */
export interface Unprovable {
  readonly path: string;
  readonly lacks: string;
}

/** A subgraph and its datasets, for recognising rows in a response. */
export interface Catalogue {
  readonly name: string;
  readonly datasets: readonly Dataset[];
}

type Fields = Readonly<Record<string, unknown>>;

/** How to recognise the rows of one GraphQL type. */
interface RowType {
  readonly subgraph: string;
  readonly dataset: string;
  readonly key: readonly Column[];
  readonly columns: readonly Column[];
  /** The field of a version that has the `id` of its entity. */
  readonly idField?: string;
}

/** Finds the rows in the data of a response. Only objects with a `__typename` are found. */
export function rowsOfResponse(data: unknown, catalogues: readonly Catalogue[]) {
  const finder = new Finder(rowTypesOf(catalogues));
  finder.visit(data, [], []);
  return { rows: finder.rows, unprovable: finder.unprovable };
}

const rowTypesOf = (catalogues: readonly Catalogue[]): Map<string, RowType> =>
  new Map(
    catalogues.flatMap(({ name, datasets }) =>
      datasets.flatMap(({ name: dataset, entity }): [string, RowType][] => {
        const columns = columnsOf(entity);
        const kind = { subgraph: name, dataset, key: columns.filter(({ key }) => key), columns };
        return [
          [entity.name, kind],
          [`${entity.name}Version`, { ...kind, idField: idFieldOf(entity) }],
        ];
      }),
    ),
  );

class Finder {
  readonly rows: ResponseRow[] = [];
  readonly unprovable: Unprovable[] = [];

  constructor(private readonly rowTypes: Map<string, RowType>) {}

  /** @param around the enclosing objects, innermost first */
  visit(value: unknown, path: (string | number)[], around: Fields[]): void {
    if (Array.isArray(value)) for (const [at, each] of value.entries()) this.visit(each, [...path, at], around);
    else if (typeof value === 'object' && value !== null) {
      const fields = value as Fields;
      const rowType = this.rowTypes.get(String(fields.__typename));
      if (rowType) this.#find(rowType, fields, path.join('.'), around);
      for (const [name, each] of Object.entries(fields)) this.visit(each, [...path, name], [fields, ...around]);
    }
  }

  #find({ subgraph, dataset, key, columns, idField }: RowType, fields: Fields, path: string, around: Fields[]): void {
    const names = key.map(({ property }) => (property === 'id' ? (idField ?? property) : property));
    const keyed = names.map((name) => keyValue(name, fields, around));
    const lacking = names.filter((_, at) => keyed[at] === undefined);
    const revision = (fields.recordedIn as Fields | undefined)?.number;
    if (typeof revision !== 'number') lacking.push('recordedIn { number }');
    if (typeof revision !== 'number' || lacking.length > 0) {
      this.unprovable.push({ path, lacks: lacking.join(', ') });
      return;
    }
    // The `id` of a version is not a column.
    const shown = columns.filter(({ property }) => Object.hasOwn(fields, property) && !(idField && property === 'id'));
    const values = Object.fromEntries(shown.map(({ property, storedAs }) => [storedAs, fields[property]]));
    const keyNames = key.map(({ storedAs }) => storedAs);
    this.rows.push({ subgraph, dataset, revision, key: keyed as string[], keyNames, path, values });
  }
}

/**
 * Finds the value of a key column. For `municipalityCode` it is, in this order: the field of that name, the `code` of the
 * field `municipality`, the `code` of the innermost enclosing Municipality.
 */
function keyValue(column: string, fields: Fields, around: Fields[]): string | undefined {
  const [, entity, identifier] = /^(.+)(Code|Id)$/.exec(column) ?? [];
  const type = entity && entity[0]!.toUpperCase() + entity.slice(1);
  const owner = type && [fields[entity] as Fields | null, ...around.filter((each) => each.__typename === type)];
  const value =
    fields[column] ?? (owner || []).map((each) => each?.[identifier!.toLowerCase()]).find((it) => it != null);
  return value == null ? undefined : String(value);
}
