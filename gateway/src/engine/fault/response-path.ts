/** The path of a value in a response, as in the `path` of a GraphQL error. */
export type ResponsePath = readonly (string | number)[];

/** The longest prefix that all paths have in common. */
export function commonPath(paths: readonly ResponsePath[]): ResponsePath {
  const [first = [], ...rest] = paths;
  const length = rest.reduce((shortest, path) => Math.min(shortest, commonLength(path, first)), first.length);
  return first.slice(0, length);
}

/** The number of leading elements that two paths have in common. */
export function commonLength(a: ResponsePath, b: ResponsePath): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return length;
}

/** Replaces the aliases of a fetch in a path by the response keys of the client's operation. */
export function renamePath(path: ResponsePath, renames: ReadonlyMap<string, string>): ResponsePath {
  if (!renames.size) return path;
  return path.map((step) => (typeof step === 'string' ? (renames.get(step) ?? step) : step));
}

/** Equal for equal paths. */
export const pathKey = (path: ResponsePath): string => JSON.stringify(path);
