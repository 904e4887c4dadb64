const SEPARATORS = [',', ';', '\t', '|'] as const;

/** Returns the separator that most lines contain equally often. */
export function findSeparator(sample: string): string {
  const lines = outsideQuotes(sample)
    .split(/\r\n|\n|\r/)
    .filter((line) => line.trim() !== '');
  const ranked = SEPARATORS.map((separator) => ({ separator, agreeing: agreement(lines, separator) }));
  return ranked.reduce((best, each) => (each.agreeing > best.agreeing ? each : best)).separator;
}

const outsideQuotes = (text: string) => text.replace(/"(?:[^"]|"")*"/g, '""');

/** Rates a separator by the number of lines that agree on the number of cells. */
function agreement(lines: string[], separator: string): number {
  const counts = new Map<number, number>();
  for (const line of lines) {
    const cells = line.split(separator).length;
    if (cells > 1) counts.set(cells, (counts.get(cells) ?? 0) + 1);
  }
  return Math.max(0, ...[...counts].map(([cells, times]) => times * times * Math.min(cells, 3)));
}
