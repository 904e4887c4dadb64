import { type Dataset, keyProperties } from '../dataset/dataset.js';
import { columnsOf } from '../record/column.js';

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
  readonly key: readonly string[];
  readonly columns: readonly string[];
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
      datasets.map((dataset): [string, RowType] => {
        const columns = columnsOf(dataset.entity).map(({ property }) => property);
        return [dataset.entity.name, { subgraph: name, dataset: dataset.name, key: keyProperties(dataset), columns }];
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

  #find({ subgraph, dataset, key, columns }: RowType, fields: Fields, path: string, around: Fields[]): void {
    const keyed = key.map((column) => keyValue(column, fields, around));
    const lacking = key.filter((_, at) => keyed[at] === undefined);
    if (typeof fields.recordedFrom !== 'number') lacking.push('recordedFrom');
    if (lacking.length > 0) {
      this.unprovable.push({ path, lacks: lacking.join(', ') });
      return;
    }
    const shown = columns.filter((column) => Object.hasOwn(fields, column));
    const values = Object.fromEntries(shown.map((column) => [column, fields[column]]));
    const revision = fields.recordedFrom as number;
    this.rows.push({ subgraph, dataset, revision, key: keyed as string[], keyNames: key, path, values });
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
