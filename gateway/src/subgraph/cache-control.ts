/** Maximum seconds that a subgraph can have its responses cached. A mistaken max-age must not stay in public caches for years. */
const longest = 86_400;

/** Returns the seconds that a `Cache-Control` permits a shared cache to use the response, a day at most; otherwise 0. */
export function sharedMaxAge(header: string | string[] | undefined): number {
  if (header === undefined) return 0;
  const directives = String(header)
    .toLowerCase()
    .split(',')
    .map((directive) => directive.trim());
  if (directives.some((directive) => /^(no-store|no-cache|private)\b/.test(directive))) return 0;
  const seconds = (name: string) =>
    directives.map((directive) => new RegExp(`^${name}="?(\\d{1,9})"?$`).exec(directive)?.[1]).find(Boolean);
  return Math.min(longest, Number(seconds('s-maxage') ?? seconds('max-age') ?? 0));
}
