import { writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { encoded, isEncodable } from './encode.js';
import type { Style, Table } from './table.js';
import { delimitedText } from './write-delimited.js';
import { jsonText } from './write-json.js';
import { workbook } from './write-workbook.js';

/** Writes a table to a file and returns its path. Undefined if the encoding lacks one of its characters. */
export async function writeTable(table: Table, folder: string): Promise<string | undefined> {
  const { style } = table;
  const whole = bytesOf(table);
  if (!whole) return undefined;
  const harmed = harm(whole, style);
  const gzipped = style.gzipped || style.harm === 'bytes-behind-gzip';
  const packed = cutOff(gzipped ? gzipSync(harmed) : harmed, style, gzipped);
  const path = `${folder}/table.${style.format}${gzipped ? '.gz' : ''}`;
  await writeFile(path, style.harm === 'bytes-behind-gzip' ? Buffer.concat([packed, whole]) : packed);
  return path;
}

function bytesOf(table: Table): Buffer | undefined {
  const { format, encoding } = table.style;
  if (format === 'xlsx') return workbook(table);
  const text = format === 'csv' ? delimitedText(table) : jsonText(table);
  return isEncodable(text, encoding) ? encoded(text, encoding) : undefined;
}

/** Lines of text may end anywhere, so that nothing shows that one of them is the last by accident. */
function cutOff(bytes: Buffer, { harm, format }: Style, gzipped: boolean): Buffer {
  const shows = gzipped || format === 'json' || format === 'xlsx';
  return harm === 'cut-off' && shows ? bytes.subarray(0, Math.floor(0.7 * bytes.length)) : bytes;
}

function harm(bytes: Buffer, { harm, format }: Style): Buffer {
  if (harm !== 'swapped-byte' || format !== 'xlsx') return bytes;
  const at = bytes.length - Math.floor(bytes.length / 3);
  return Buffer.concat([bytes.subarray(0, at), Buffer.from([bytes[at]! ^ 1]), bytes.subarray(at + 1)]);
}
