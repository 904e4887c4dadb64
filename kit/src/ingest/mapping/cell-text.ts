const CONCATENATE = /^=\s*(?:CONCATENAR|CONCATENATE|CONCAT)\s*\((.*)\)\s*$/is;
const LITERAL = /^\s*(?:"((?:[^"]|"")*)"|(-?\d+(?:\.\d+)?))\s*$/;

/** Returns the text of a cell without surrounding spaces. Undefined if it is a formula that needs other cells. */
export function cellText(cell: string): string | undefined {
  if (isPlain(cell)) return cell;
  const text = cell.replace(/^[\s\u00a0]+|[\s\u00a0]+$/g, '');
  return text.startsWith('=') ? formulaText(text) : text;
}

const SPACE = 0x20;
const EQUALS = 0x3d;
const DELETE = 0x7f;

/** Returns whether a cell begins and ends with ASCII characters other than spaces, and is not a formula. */
function isPlain(cell: string): boolean {
  const first = cell.charCodeAt(0);
  const last = cell.charCodeAt(cell.length - 1);
  return first > SPACE && first !== EQUALS && first < DELETE && last > SPACE && last < DELETE;
}

/** Evaluates formulas of literals: `=CONCATENAR(0,01)`, `="01001"` and `=1&"01"`. */
function formulaText(formula: string): string | undefined {
  const inner = CONCATENATE.exec(formula)?.[1];
  const parts = inner === undefined ? split(formula.slice(1), '&') : split(inner, ',;');
  const values = parts.map((part) => {
    const literal = LITERAL.exec(part);
    return literal && (literal[1]?.replaceAll('""', '"') ?? String(Number(literal[2])));
  });
  return values.includes(null) ? undefined : values.join('');
}

function split(text: string, separators: string): string[] {
  const parts = [''];
  let quoted = false;
  for (const character of text) {
    if (character === '"') quoted = !quoted;
    if (!quoted && separators.includes(character)) parts.push('');
    else parts[parts.length - 1] += character;
  }
  return parts;
}
