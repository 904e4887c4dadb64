import { isUtf8 } from 'node:buffer';
import { DELETED_RECORDS } from '../../dataset/rules.js';
import type { ReportFinding } from '../findings.js';
import { type CodePage, CodePages } from './code-page.js';
import type { ForeignLine } from './decode.js';
import type { SourceRow } from './source-row.js';
import { UnreadableFile } from './unreadable-file.js';

interface Field {
  name: string;
  type: string;
  at: number;
  length: number;
}

interface Layout {
  fields: Field[];
  records: number;
  headerLength: number;
  recordLength: number;
}

/** Receives events while a table is read. */
export interface DbfObserver {
  report: ReportFinding;
  foreign: ForeignLine;
}

const DELETED = 0x2a;
const PRESENT = 0x20;
const END = 0x1a;
/** Field types with a text in the record: character, number, float, date, logical. */
const READABLE = 'CNFDL';

/**
 * Yields the rows of a dBASE table, the attribute table of a shapefile. Numbers keep their published text. The first row
 * has the names of the fields; the line of a record is its number plus 1.
 * @throws UnreadableFile
 */
export async function* readDbf(
  chunks: AsyncIterable<Buffer>,
  { report, foreign }: DbfObserver,
): AsyncGenerator<SourceRow[]> {
  let rest: Buffer = Buffer.alloc(0);
  let layout: Layout | undefined;
  const pages = new CodePages();
  const decode = (bytes: Buffer) => decodeText(bytes, pages, (encoding) => foreign(record + 2, encoding));
  const deleted = { first: 0, count: 0 };
  let record = 0;
  for await (const chunk of chunks) {
    rest = Buffer.concat([rest, chunk]);
    if (!layout) {
      if (rest.length < 32 || rest.length < rest.readUInt16LE(8)) continue;
      layout = layoutOf(rest);
      rest = rest.subarray(layout.headerLength);
      yield [{ line: 1, cells: layout.fields.map(({ name }) => name) }];
    }
    const rows: SourceRow[] = [];
    for (; rest.length >= layout.recordLength && record < layout.records; record += 1) {
      if (rest[0] === DELETED) {
        deleted.first ||= record + 2;
        deleted.count += 1;
      } else rows.push(rowOf(rest, layout, record + 2, decode));
      rest = rest.subarray(layout.recordLength);
    }
    yield rows;
  }
  if (deleted.count > 0)
    report({
      rule: DELETED_RECORDS,
      line: deleted.first,
      found:
        deleted.count === 1
          ? 'a record marked as deleted'
          : `${deleted.count} records marked as deleted, this the first`,
      expected: 'records that are not deleted; these were left out',
    });
  if (!layout || record < layout.records)
    throw new UnreadableFile(
      `a DBF that ends after ${record} of ${layout?.records ?? 'its'} records`,
      record + 2,
      'a complete DBF file',
      'Download the file again.',
    );
}

function layoutOf(header: Buffer): Layout {
  const [headerLength, recordLength] = [header.readUInt16LE(8), header.readUInt16LE(10)];
  const fields: Field[] = [];
  let at = 1;
  for (let from = 32; from + 32 <= headerLength && header[from] !== 0x0d; from += 32) {
    const name = header.toString('latin1', from, from + 11).replace(/\0.*$/s, '');
    const type = String.fromCharCode(header[from + 11]!);
    // A text may be longer than 255: FoxPro writes the upper byte of its length as the number of decimals.
    const length = header[from + 16]! + (type === 'C' ? 256 * header[from + 17]! : 0);
    if (!READABLE.includes(type))
      throw new UnreadableFile(
        `a DBF with the field ${name} of type ${type}`,
        1,
        'fields of text, numbers, dates and logical values',
        'Save the table as CSV.',
      );
    fields.push({ name, type, at, length });
    at += length;
  }
  if (at !== recordLength)
    throw new UnreadableFile('a damaged DBF header', 1, `records of ${recordLength} bytes`, 'Download the file again.');
  return { fields, records: header.readUInt32LE(4), headerLength, recordLength };
}

function rowOf(bytes: Buffer, { fields }: Layout, line: number, decode: (bytes: Buffer) => string): SourceRow {
  if (bytes[0] !== PRESENT && bytes[0] !== END)
    throw new UnreadableFile('a damaged DBF record', line, 'a record that begins with a space');
  return { line, cells: fields.map(({ type, at, length }) => cellOf(decode(bytes.subarray(at, at + length)), type)) };
}

function cellOf(text: string, type: string): string {
  if (type === 'C') return text.replace(/[ \0]+$/, '');
  const bare = text.replaceAll('\0', ' ').trim();
  if (type === 'D') return /^\d{8}$/.test(bare) ? `${bare.slice(0, 4)}-${bare.slice(4, 6)}-${bare.slice(6)}` : bare;
  if (type === 'L') return /^[TtYy]$/.test(bare) ? 'true' : /^[FfNn]$/.test(bare) ? 'false' : bare.replace('?', '');
  // A number that does not fit into its field is written as asterisks.
  return bare;
}

/** The language driver of the header is often wrong, so the encoding is detected record by record. */
function decodeText(
  bytes: Buffer,
  pages: CodePages,
  foreign: (encoding: 'utf-8' | 'mixed' | CodePage) => void,
): string {
  if (isUtf8(bytes)) {
    const text = bytes.toString('utf8');
    if (text.length !== bytes.length) foreign('utf-8');
    return text;
  }
  const { text, encoding } = pages.decode(bytes);
  foreign(encoding);
  return text;
}
