import { type ColumnSpec, filePartsOf, type Mapping, unfoldsOf } from './mapping.js';

/** Returns the zero-based position in a name such as `#5`. Undefined for other names. */
export function columnPlace(name: string): number | undefined {
  const match = /^#([1-9]\d{0,4})$/.exec(name);
  return match ? Number(match[1]) - 1 : undefined;
}

/** Returns the columns of the file that a mapping reads. They identify the header. */
export function columnsNeeded(mapping: Mapping): string[] {
  const unfolds = unfoldsOf(mapping);
  const filters = [...(mapping.keep ?? []), ...(mapping.skip ?? [])].flatMap(({ column }) => column ?? []);
  const ratios = (mapping.ratios ?? []).flatMap(({ ratio, of, to }) => [ratio, of, to]);
  const parts = mapping.sum?.parts ? [mapping.sum.parts.column] : [];
  const unfolded = unfolds.flatMap(({ columns = {}, list }) => [
    ...Object.keys(columns),
    ...(list ? [list.column] : []),
  ]);
  const settings = unfolds.flatMap(({ columns = {}, set = {} }) => [...Object.values(columns), set]);
  const inTemplates = settings.flatMap((set) => Object.values(set).flatMap(placeholdersIn));
  const read = [...Object.values(mapping.columns).flatMap(columnsRead), ...(mapping.read?.fillDown ?? [])];
  return [...new Set([...read, ...unfolded, ...inTemplates, ...filters, ...parts, ...ratios])];
}

/** Returns the file columns that a template names, such as `Año` in `{Año}-01`. */
export const placeholdersIn = (template: string) => [...template.matchAll(/\{([^{}]+)\}/g)].map((match) => match[1]!);

function columnsRead(spec: ColumnSpec): string[] {
  return filePartsOf(spec).flatMap((part) => (typeof part === 'string' ? part : 'column' in part ? part.column : []));
}
