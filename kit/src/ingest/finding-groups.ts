import type { Finding } from '../dataset/rule.js';

/** Findings that differ only in their lines. */
interface FindingGroup {
  finding: Finding;
  lines: (number | undefined)[];
  count: number;
}

const LINES_NAMED = 5;
/** Maximum number of different texts shown for one rule and column. */
const SHOWN_OF_A_KIND = 10;

/** Groups findings that differ only in their lines: one wrong code may occur in 100,000 lines. */
export function groupFindings(findings: readonly Finding[]): FindingGroup[] {
  const kinds = new Map<string, Map<string, FindingGroup>>();
  const groups: FindingGroup[] = [];
  for (const finding of findings) {
    const { rule, file, column, found, expected } = finding;
    const kind = emptyUnless(kinds, [rule.code, file, column].join('\n'));
    const same = kind.get([found, expected].join('\n'));
    if (same) {
      same.count += 1;
      if (same.lines.at(-1) !== finding.line) same.lines.push(finding.line);
    } else if (kind.size < SHOWN_OF_A_KIND) {
      const alike = { finding, lines: [finding.line], count: 1 };
      kind.set([found, expected].join('\n'), alike);
      groups.push(alike);
    }
  }
  return groups;
}

function emptyUnless(kinds: Map<string, Map<string, FindingGroup>>, key: string): Map<string, FindingGroup> {
  const kind = kinds.get(key) ?? new Map<string, FindingGroup>();
  kinds.set(key, kind);
  return kind;
}

/** Returns `line 2`, or `lines 2, 3, 5, 7, 8 and 7,377 more`. */
export function describeLines(lines: readonly (number | undefined)[]): string {
  const known = lines.filter((line) => line !== undefined);
  if (known.length <= 1) return known.map((line) => `line ${line}`).join('');
  const more = known.length - LINES_NAMED;
  const named = known.slice(0, LINES_NAMED).join(', ');
  return `lines ${named}${more > 0 ? ` and ${more.toLocaleString('en')} more` : ''}`;
}

/** Escapes control characters, bidirectional controls and line separators, which would affect the terminal. */
export const printable = (text: string) =>
  text.replace(
    /[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

const INDENT = '  ';

/** Wraps a line to a terminal width. All lines except the first are indented. */
export function broken(text: string, width: number): string {
  if (text.length <= width) return text;
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1)!;
    const longer = line === '' ? word : `${line} ${word}`;
    if (longer.length <= width || line.trim() === '') lines[lines.length - 1] = longer;
    else lines.push(INDENT + word);
  }
  return lines.join('\n');
}
