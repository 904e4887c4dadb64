import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Float, Int } from 'type-graphql';
import type { Cell } from '../../src/ingest/cell.js';
import type { ReportFinding } from '../../src/ingest/findings.js';
import type { Mapping } from '../../src/ingest/mapping/mapping.js';
import type { Target } from '../../src/ingest/mapping/target.js';
import { parseRows } from '../../src/ingest/parse.js';
import type { Column, ColumnType } from '../../src/record/column.js';
import { DateScalar } from '../../src/scalars/date.js';
import { COLUMNS, type Style, type Table, type TableRow } from './table.js';
import { writeTable } from './write-table.js';

type Reported = Parameters<ReportFinding>[0];

const types: Record<(typeof COLUMNS)[number], ColumnType> = {
  id: String,
  name: String,
  value: Float as never as ColumnType,
  count: Int as never as ColumnType,
  day: DateScalar,
};
const target: Target = {
  columns: COLUMNS.map((name) => ({
    name,
    column: {
      property: name,
      storedAs: name,
      type: types[name],
      list: false,
      nullable: name !== 'id',
      key: name === 'id',
    } satisfies Column,
  })),
  gazetteers: {},
};

/** Findings that say that rows or values were left out or guessed. */
const SAYS_LOSS = new Set([
  'OTHER_SHEETS',
  'MULTILINE_CELLS',
  'MIXED_LINE_ENDS',
  'FOREIGN_ENCODING',
  'MIXED_ENCODINGS',
  'FOOTER',
]);
/** Harms, encodings and dialects that a file must be refused or reported for. */
const isSound = ({ harm, quoting, encoding, format, lineEnd }: Style) =>
  harm === 'none' &&
  (format !== 'csv' || (quoting !== 'never' && lineEnd !== 'mixed')) &&
  (format === 'xlsx' || encoding.startsWith('utf8') || encoding.startsWith('utf16'));

/** Writes a table, reads it back, and returns what is wrong: a silent loss, or a refusal of a sound file. */
export async function problemOf(table: Table): Promise<string | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'cabildo-table-'));
  try {
    const path = await writeTable(table, folder);
    return path === undefined ? undefined : await compare(table, path);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function compare({ rows, style }: Table, path: string): Promise<string | undefined> {
  const findings: Reported[] = [];
  const report: ReportFinding = (finding) => findings.push(finding);
  const read = new Map<string, Cell[]>();
  for await (const batch of parseRows({ path, target, mapping: mappingOf(style), report }))
    for (const { cells } of batch) {
      if (read.has(String(cells[0]))) return `the row ${cells[0]} twice`;
      read.set(String(cells[0]), cells);
    }
  const errors = findings.filter(({ rule }) => rule.severity === 'error');
  const said = findings.map(({ rule, line, found }) => `${rule.code} line ${line} ${found}`).join('; ');
  if (isSound(style) && errors.length > 0) return `a sound file is refused: ${said}`;
  if (errors.length > 0) return undefined;
  const lost = differences(rows, read);
  if (lost === undefined || findings.some(({ rule }) => SAYS_LOSS.has(rule.code))) return undefined;
  return `${lost}; findings: ${said || 'none'}`;
}

function differences(rows: readonly TableRow[], read: ReadonlyMap<string, Cell[]>): string | undefined {
  if (read.size !== rows.length) return `${read.size} rows of ${rows.length}`;
  for (const row of rows) {
    const cells = read.get(row.id);
    const expected = [
      row.id,
      row.name === '' ? null : row.name,
      numberOf(row.value),
      numberOf(row.count),
      row.day || null,
    ];
    if (!cells) return `no row ${row.id}`;
    const at = expected.findIndex((value, index) => !Object.is(value, cells[index] === 0 ? 0 : cells[index]));
    if (at >= 0)
      return `${row.id} ${COLUMNS[at]}: ${JSON.stringify(cells[at])} in place of ${JSON.stringify(expected[at])}`;
  }
  return undefined;
}

const numberOf = (text: string) => (text === '' ? null : Number(text));

function mappingOf({ format, notation, titles, nested, harm }: Style): Mapping {
  const number =
    format !== 'csv'
      ? true
      : notation === 'comma'
        ? { decimal: ',' as const }
        : notation === 'narrow-spaces'
          ? { thousands: ' ' as const }
          : true;
  return {
    ...(format === 'json' && (nested || harm === 'further-rows') && titles > 0 && harm !== 'further-rows'
      ? { read: { rows: 'rows' } }
      : {}),
    columns: {
      id: 'id',
      name: 'name',
      value: { from: 'value', number: number },
      count: { from: 'count', number: true },
      day: 'day',
    },
  };
}
