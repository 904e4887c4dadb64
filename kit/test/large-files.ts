import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createDeflateRaw, createGzip } from 'node:zlib';

export type Cells = readonly [code: string, id: string, name: string, depth: string];

const COLUMNS = ['municipality_code', 'id', 'name', 'depth_m'];
const named = (cells: Cells) => Object.fromEntries(COLUMNS.map((name, at) => [name, cells[at]]));

/** Joins short texts into pieces that are worth a write. */
function* pieces(texts: Iterable<string>): Generator<string> {
  let piece = '';
  for (const text of texts) {
    piece += text;
    if (piece.length < 65_536) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

function* csv(rows: Iterable<Cells>): Generator<string> {
  yield `${COLUMNS.join(',')}\n`;
  for (const [code, id, name, depth] of rows) yield `${code},${id},"${name}",${depth}\n`;
}

function* ndjson(rows: Iterable<Cells>): Generator<string> {
  for (const row of rows) yield `${JSON.stringify(named(row))}\n`;
}

function* json(rows: Iterable<Cells>): Generator<string> {
  let before = '{"count": 1, "rows": [';
  for (const row of rows) {
    yield `${before}${JSON.stringify(named(row), null, 1)}`;
    before = ',\n';
  }
  yield ']}\n';
}

const formats = { csv, ndjson, json };

/** Writes rows of wells in the format of the file name extension, gzipped if it ends with `.gz`. */
export async function writeLarge(path: string, rows: () => Iterable<Cells>): Promise<void> {
  if (path.endsWith('.xlsx')) return writeBook(path, rows);
  const format = path.replace('.gz', '').split('.').at(-1) as keyof typeof formats;
  const texts = Readable.from(pieces(formats[format](rows())));
  if (path.endsWith('.gz')) await pipeline(texts, createGzip({ level: 1 }), createWriteStream(path));
  else await pipeline(texts, createWriteStream(path));
}

/** Writes a workbook with shared strings, as spreadsheet programs do. */
async function writeBook(path: string, rows: () => Iterable<Cells>): Promise<void> {
  const zip = new Zip(path);
  const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
  const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  await zip.add('xl/workbook.xml', [
    `<workbook xmlns="${main}" xmlns:r="${relation}"><sheets><sheet name="Pozos" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  ]);
  await zip.add('xl/_rels/workbook.xml.rels', [
    `<Relationships><Relationship Id="rId1" Type="${relation}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
  ]);
  await zip.add('xl/sharedStrings.xml', sharedStrings(rows()));
  await zip.add('xl/worksheets/sheet1.xml', sheet(rows()));
  await zip.end();
}

const HEADER: Cells = ['municipality_code', 'id', 'name', 'depth_m'];

function* sharedStrings(rows: Iterable<Cells>): Generator<string> {
  const text = (value: string) => `<si><t>${value}</t></si>`;
  yield `<sst>${HEADER.map(text).join('')}`;
  for (const cells of rows) yield cells.slice(0, 3).map(text).join('');
  yield '</sst>';
}

function* sheet(rows: Iterable<Cells>): Generator<string> {
  const shared = (column: string, row: number, number: number) => `<c r="${column}${row}" t="s"><v>${number}</v></c>`;
  yield `<worksheet><sheetData><row r="1">${[...'ABCD'].map((column, at) => shared(column, 1, at)).join('')}</row>`;
  let at = 0;
  for (const cells of rows) {
    const row = at + 2;
    const texts = [...'ABC'].map((column, place) => shared(column, row, 4 + 3 * at + place));
    yield `<row r="${row}">${texts.join('')}<c r="D${row}"><v>${cells[3]}</v></c></row>`;
    at += 1;
  }
  yield '</sheetData></worksheet>';
}

/** Writes a ZIP file as a stream, with a data descriptor after each part. */
class Zip {
  readonly #file;
  readonly #directory: Buffer[] = [];
  #size = 0;

  constructor(path: string) {
    this.#file = createWriteStream(path);
  }

  async add(name: string, texts: Iterable<string>): Promise<void> {
    const from = this.#size;
    const said = { crc: 0, packed: 0, size: 0 };
    await this.#write(header(0x04034b50, [20, 8, 8, 0, 0], [0, 0, 0], [name.length, 0], name));
    const deflate = createDeflateRaw({ level: 1 });
    const packing = this.#packed(deflate, said);
    for (const piece of pieces(texts)) {
      const bytes = Buffer.from(piece);
      said.crc = crc32(bytes, said.crc);
      said.size += bytes.length;
      if (!deflate.write(bytes)) await once(deflate, 'drain');
    }
    deflate.end();
    await packing;
    const sizes = [said.crc, said.packed, said.size];
    await this.#write(header(0x08074b50, [], sizes, [], ''));
    const place = Buffer.alloc(14);
    place.writeUInt32LE(from, 10);
    const entry = header(0x02014b50, [20, 20, 8, 8, 0, 0], sizes, [name.length, 0], '');
    this.#directory.push(Buffer.concat([entry, place, Buffer.from(name)]));
  }

  async end(): Promise<void> {
    const directory = Buffer.concat(this.#directory);
    const count = this.#directory.length;
    const from = this.#size;
    await this.#write(directory);
    await this.#write(header(0x06054b50, [0, 0, count, count], [directory.length, from], [0], ''));
    this.#file.end();
    await once(this.#file, 'finish');
  }

  async #packed(deflate: AsyncIterable<Buffer>, said: { packed: number }): Promise<void> {
    for await (const bytes of deflate) {
      said.packed += bytes.length;
      await this.#write(bytes);
    }
  }

  async #write(bytes: Buffer): Promise<void> {
    this.#size += bytes.length;
    if (!this.#file.write(bytes)) await once(this.#file, 'drain');
  }
}

function header(mark: number, shorts: number[], longs: number[], after: number[], name: string): Buffer {
  const bytes = Buffer.alloc(4 + 2 * shorts.length + 4 * longs.length + 2 * after.length);
  let at = bytes.writeUInt32LE(mark, 0);
  for (const value of shorts) at = bytes.writeUInt16LE(value, at);
  for (const value of longs) at = bytes.writeUInt32LE(value, at);
  for (const value of after) at = bytes.writeUInt16LE(value, at);
  return Buffer.concat([bytes, Buffer.from(name)]);
}
