export type Names = ReadonlySet<string>;

export const common = (a: Names, b: Names): Set<string> => new Set([...a].filter((it) => b.has(it)));

export const without = (a: Names, b: Names): Set<string> => new Set([...a].filter((it) => !b.has(it)));
