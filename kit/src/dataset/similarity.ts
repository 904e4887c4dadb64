/** Returns how similar two folded names are, from 0 to 1: the share of their pairs of letters that they have in common. */
export function similarity(one: string, other: string): number {
  const pairs = pairsOf(one);
  const left = new Map<string, number>();
  for (const pair of pairs) left.set(pair, (left.get(pair) ?? 0) + 1);
  let common = 0;
  const others = pairsOf(other);
  for (const pair of others) {
    const count = left.get(pair) ?? 0;
    if (count === 0) continue;
    left.set(pair, count - 1);
    common += 1;
  }
  return (2 * common) / Math.max(1, pairs.length + others.length);
}

/** The pairs of neighbouring letters, with the beginning and the end of the name. */
function pairsOf(name: string): string[] {
  const padded = ` ${name} `;
  return Array.from({ length: padded.length - 1 }, (_, at) => padded.slice(at, at + 2));
}
