import type { Mapping } from './mapping.js';

/** The place of a column that a mapping names by it, counted from 0: `#5` is 4. */
export function columnPlace(name: string): number | undefined {
  const match = /^#([1-9]\d{0,4})$/.exec(name);
  return match ? Number(match[1]) - 1 : undefined;
}

/** The columns of the file that a mapping needs, by which its header is known. */
export function columnsNeeded(mapping: Mapping): string[] {
  const specs = Object.values(mapping.columns).flatMap((spec) => {
    if (typeof spec === 'string') return [spec];
    if ('constant' in spec) return [];
    if ('place' in spec) return [spec.place.code ?? [], spec.place.name ?? [], spec.place.state ?? []].flat();
    return [spec.from ?? []].flat();
  });
  const named = specs.filter((part) => typeof part === 'string');
  const filters = [...(mapping.keep ?? []), ...(mapping.skip ?? [])].map(({ column }) => column);
  const ratios = (mapping.ratios ?? []).flatMap(({ ratio, of, to }) => [ratio, of, to]);
  const parts = mapping.sum?.parts ? [mapping.sum.parts.column] : [];
  const templates = [...Object.values(mapping.unfold?.columns ?? {}), mapping.unfold?.set ?? {}];
  const inTemplates = templates.flatMap((set) =>
    Object.values(set).flatMap((text) => [...text.matchAll(/\{([^{}]+)\}/g)]),
  );
  const unfolded = Object.keys(mapping.unfold?.columns ?? {});
  return [
    ...new Set([...named, ...unfolded, ...inTemplates.map((match) => match[1]!), ...filters, ...parts, ...ratios]),
  ];
}
