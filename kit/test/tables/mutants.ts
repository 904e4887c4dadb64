import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

/** A fix that is taken out of the source. The property must fail without it. */
interface Mutant {
  kind: string;
  file: string;
  from: string;
  to: string;
}

const READ = 'kit/src/ingest/read/';
const MAPPING = 'kit/src/ingest/mapping/';

const mutants: readonly Mutant[] = [
  {
    kind: 'text after a closing quote is glued on',
    file: `${READ}csv.ts`,
    from: "if (after.value.trim() === '') return { ...after, value };",
    to: 'return { ...after, value: value + after.value };',
  },
  { kind: 'rows within a quoted cell', file: `${READ}csv.ts`, from: 'if (wrong) {', to: 'if (false) {' },
  {
    kind: 'a CR is no line end',
    file: `${READ}line-ends.ts`,
    from: "if (cursor.back < from) cursor.back = indexOr(text, '\\r', from);",
    to: 'cursor.back = text.length;',
  },
  {
    kind: 'short rows are filled',
    file: 'kit/src/ingest/row-width.ts',
    from: 'if (cells.length < width && this.shortRows)',
    to: 'if (cells.length < width)',
  },
  {
    kind: 'Mac Roman is unknown and nothing is said',
    file: 'kit/src/ingest/encoding-notes.ts',
    from: 'if (!first) return;',
    to: 'return;',
  },
  {
    kind: 'a minus of Unicode is dropped',
    file: `${MAPPING}number-text.ts`,
    from: "text.replaceAll(MINUS, '-')",
    to: "text.replaceAll(MINUS, '')",
  },
  {
    kind: 'brackets are dropped',
    file: `${MAPPING}number-text.ts`,
    from: "return { sign: '-', body: text.slice(1, -1).trim() };",
    to: "return { sign: '', body: text.slice(1, -1).trim() };",
  },
  {
    kind: 'signs are folded in names of columns',
    file: `${MAPPING}comparable.ts`,
    from: 'const INSIGNIFICANT = /[',
    to: 'const INSIGNIFICANT = /[%+*-',
  },
  {
    kind: 'percent formats are not looked at',
    file: `${READ}sheet-cell.ts`,
    from: "if (kind === 'percent')",
    to: "if (kind === 'percent' && false)",
  },
  {
    kind: 'workbooks of 1904 are of 1900',
    file: `${READ}xlsx-book.ts`,
    from: 'date1904 = /^(1|true|on)$/',
    to: 'date1904 = /^never$/',
  },
  {
    kind: 'the first days of 1900 are a day off',
    file: `${READ}serial-date.ts`,
    from: '(days < LEAP_DAY ? DAY_MS : 0)',
    to: '0',
  },
  {
    kind: 'a formula without a value is an empty cell',
    file: `${READ}sheet-rows.ts`,
    from: "if (hasFormula && (!hasValue || (type === 'n' && value === '')))",
    to: 'if (false)',
  },
  {
    kind: 'a missing shared text is an empty cell',
    file: `${READ}sheet-rows.ts`,
    from: 'if (text !== undefined) return text;',
    to: "return text ?? '';",
  },
  { kind: 'CDATA is not text', file: `${READ}xml-part.ts`, from: "this.parser.on('cdata', heard);", to: '' },
  { kind: '_x000D_ stays', file: `${READ}xlsx-book.ts`, from: "text.includes('_x')", to: 'false' },
  {
    kind: 'checksums are not compared',
    file: `${READ}zip-parts.ts`,
    from: 'if (sum !== entry.crc32)',
    to: 'if (false)',
  },
  {
    kind: 'further arrays of JSON are passed by',
    file: `${READ}json.ts`,
    from: 'if (further.length === 0) return;',
    to: 'return;',
  },
  {
    kind: 'a JSON that ends early is complete',
    file: `${READ}json.ts`,
    from: "if (this.#position === 'within' || !this.#around.isComplete)",
    to: 'if (false)',
  },
  {
    kind: 'the last of two values of a name',
    file: `${READ}json-value.ts`,
    from: 'if (into.has(name)) this.duplicates.push(name);',
    to: '',
  },
  {
    kind: 'UTF-16 of JSON is taken for CSV',
    file: `${READ}format.ts`,
    from: "const text = wide ?? bytes.toString('utf8');",
    to: "const text = bytes.toString('utf8');",
  },
  {
    kind: 'other prefixes are unknown',
    file: `${READ}xml-part.ts`,
    from: "name.slice(name.indexOf(':') + 1)",
    to: 'name',
  },
  {
    kind: 'absolute targets are relative',
    file: `${READ}zip-parts.ts`,
    from: "target.startsWith('/') ? target :",
    to: '',
  },
];

/** Runs the soak on the source without one fix. Returns whether it found the loss. */
function isFound({ file, from, to }: Mutant): boolean {
  const source = readFileSync(file, 'utf8');
  if (!source.includes(from)) throw new Error(`${file} has no ${from}`);
  writeFileSync(file, source.replace(from, to));
  try {
    const args = ['--import', './e2e/postgres/from-source.js', 'kit/test/tables/soak.ts', '6000', '20261201'];
    return spawnSync(process.execPath, args, { encoding: 'utf8' }).status !== 0;
  } finally {
    writeFileSync(file, source);
  }
}

// Takes out the fixes one after the other, in the working tree, and prints for which of them the property fails.
const [only = ''] = process.argv.slice(2);
let missed = 0;
for (const mutant of mutants.filter(({ kind }) => kind.includes(only))) {
  const found = isFound(mutant);
  if (!found) missed += 1;
  process.stdout.write(`${found ? 'found ' : 'MISSED'} ${mutant.kind}\n`);
}
process.stdout.write(`${mutants.length - missed} of ${mutants.length} found\n`);
process.exitCode = missed > 0 ? 1 : 0;
