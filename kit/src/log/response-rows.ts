import { type Dataset, keyProperties } from '../dataset/dataset.js';
import { columnsOf } from '../record/column.js';

/** A row that an answer shows, found by its type, its key and the revision that recorded it. */
export interface ShownRow {
  readonly subgraph: string;
  readonly dataset: string;
  readonly revision: number;
  readonly key: readonly string[];
  readonly keyNames: readonly string[];
  /** Where it stands in the answer: `municipality.indicators.3`. */
  readonly path: string;
  /** The columns that it shows, and their values. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** An object that is a row, without what is needed to find it in a log. */
export interface Unprovable {
  readonly path: string;
  readonly lacks: string;
}

/** The datasets of a subgraph, as an answer shows their rows. */
export interface Catalogue {
  readonly name: string;
  readonly datasets: readonly Dataset[];
}

type Fields = Readonly<Record<string, unknown>>;

interface Kind {
  readonly subgraph: string;
  readonly dataset: string;
  readonly key: readonly string[];
  readonly columns: readonly string[];
}

/** Finds the rows that the data of an answer shows. Every object that is to be found says its `__typename`. */
export function rowsOfResponse(data: unknown, catalogues: readonly Catalogue[]) {
  const finder = new Finder(kindsOf(catalogues));
  finder.visit(data, [], []);
  return { rows: finder.rows, unprovable: finder.unprovable };
}

const kindsOf = (catalogues: readonly Catalogue[]): Map<string, Kind> =>
  new Map(
    catalogues.flatMap(({ name, datasets }) =>
      datasets.map((dataset): [string, Kind] => {
        const columns = columnsOf(dataset.entity).map(({ property }) => property);
        return [dataset.entity.name, { subgraph: name, dataset: dataset.name, key: keyProperties(dataset), columns }];
      }),
    ),
  );

class Finder {
  readonly rows: ShownRow[] = [];
  readonly unprovable: Unprovable[] = [];

  constructor(private readonly kinds: Map<string, Kind>) {}

  /** @param around the objects that this one stands in, the nearest first */
  visit(value: unknown, path: (string | number)[], around: Fields[]): void {
    if (Array.isArray(value)) for (const [at, each] of value.entries()) this.visit(each, [...path, at], around);
    else if (typeof value === 'object' && value !== null) {
      const fields = value as Fields;
      const kind = this.kinds.get(String(fields.__typename));
      if (kind) this.#find(kind, fields, path.join('.'), around);
      for (const [name, each] of Object.entries(fields)) this.visit(each, [...path, name], [fields, ...around]);
    }
  }

  #find({ subgraph, dataset, key, columns }: Kind, fields: Fields, path: string, around: Fields[]): void {
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
 * `municipalityCode` is the field of that name; or the `code` of the `municipality` below; or that of the nearest
 * Municipality around.
 */
function keyValue(column: string, fields: Fields, around: Fields[]): string | undefined {
  const [, entity, identifier] = /^(.+)(Code|Id)$/.exec(column) ?? [];
  const type = entity && entity[0]!.toUpperCase() + entity.slice(1);
  const owner = type && [fields[entity] as Fields | null, ...around.filter((each) => each.__typename === type)];
  const own = fields[column] ?? (owner || []).map((each) => each?.[identifier!.toLowerCase()]).find((it) => it != null);
  return own == null ? undefined : String(own);
}
