/** Seconds for which a Cache-Control lets an answer be given to anyone; 0 if it does not say so. */
export function sharedMaxAge(header: string | string[] | undefined): number {
  if (header === undefined) return 0;
  const directives = String(header)
    .toLowerCase()
    .split(',')
    .map((directive) => directive.trim());
  if (directives.some((directive) => /^(no-store|no-cache|private)\b/.test(directive))) return 0;
  const seconds = (name: string) =>
    directives.map((directive) => new RegExp(`^${name}="?(\\d{1,9})"?$`).exec(directive)?.[1]).find(Boolean);
  return Number(seconds('s-maxage') ?? seconds('max-age') ?? 0);
}
