import { wideText } from './decode.js';
import { firstOf, startsWith } from './file.js';
import { UnreadableFile } from './unreadable-file.js';

/** `book` is a workbook that a library reads: XLS, XLSB or ODS. */
export type Format = 'csv' | 'json' | 'ndjson' | 'xlsx' | 'book' | 'dbf';

const ZIP = [0x50, 0x4b, 0x03, 0x04];
const COMPOUND_FILE = [0xd0, 0xcf, 0x11, 0xe0];
export const SUPPORTED = 'CSV, TSV, JSON, JSON lines, XLSX, XLS, XLSB, ODS or DBF';

interface Refusal {
  found: string;
  tip: string;
  begins: (bytes: Buffer, text: string) => boolean;
}

const mark =
  (...bytes: number[]) =>
  (first: Buffer) =>
    startsWith(first, bytes);

/** Formats that publishers offer and that are refused with advice. */
const refusals: readonly Refusal[] = [
  {
    found: 'an HTML or XML page',
    tip: 'The server may have sent an error page: download the file again. If this is the file, save it as XLSX.',
    begins: (_, text) => /^[\s\ufeff]*<(!doctype|html|head|body|table|meta|\?xml|!--)/i.test(text),
  },
  {
    found: 'a PDF',
    tip: 'Ask the publisher for the table behind it.',
    begins: mark(0x25, 0x50, 0x44, 0x46),
  },
  { found: 'a RAR archive', tip: 'Unpack it.', begins: mark(0x52, 0x61, 0x72, 0x21) },
  { found: 'a 7z archive', tip: 'Unpack it.', begins: mark(0x37, 0x7a, 0xbc, 0xaf) },
  { found: 'a gzip within a gzip', tip: 'Unpack it once.', begins: mark(0x1f, 0x8b) },
  { found: 'a Parquet file', tip: 'Save it as CSV.', begins: mark(0x50, 0x41, 0x52, 0x31) },
  {
    found: 'binary data',
    tip: 'Save it as CSV or XLSX in the program that wrote it.',
    begins: (bytes) => controls(bytes) > 0.05 * bytes.length,
  },
];

const controls = (bytes: Buffer) => bytes.filter((byte) => byte < 9 || (byte > 13 && byte < 32)).length;

/**
 * Detects the format of a file by its first bytes.
 * @throws UnreadableFile if the format is not supported
 */
export async function formatOf(path: string): Promise<Format> {
  const bytes = await firstOf(path);
  if (startsWith(bytes, ZIP)) return isXlsx(bytes, path) ? 'xlsx' : 'book';
  if (startsWith(bytes, COMPOUND_FILE)) return 'book';
  if (isDbf(bytes)) return 'dbf';
  const wide = wideText(bytes);
  const text = wide ?? bytes.toString('utf8');
  const refused = refusals.find(({ begins }) => begins(wide === undefined ? bytes : Buffer.alloc(0), text));
  if (refused) throw new UnreadableFile(refused.found, undefined, SUPPORTED, refused.tip);
  if (/\.(ndjson|jsonl)(\.gz)?$/i.test(path) || isJsonLines(text)) return 'ndjson';
  return /^[\s\ufeff]*[[{]/.test(text) ? 'json' : 'csv';
}

/** An ODS names its type in the first entry. An XLSB has a binary workbook part, and mostly its own extension. */
function isXlsx(bytes: Buffer, path: string): boolean {
  const beginning = bytes.toString('latin1');
  return !beginning.includes('application/vnd.oasis.opendocument') && !/\.(xlsb|ods|fods)(\.gz)?$/i.test(path);
}

/**
 * Detects a dBASE table by its header: a version, a plausible date, and a header length of whole field descriptors.
 * A text of such bytes would have control characters.
 */
function isDbf(bytes: Buffer): boolean {
  if (bytes.length < 65 || ![0x03, 0x30, 0x31, 0x83, 0x8b, 0xf5].includes(bytes[0]!)) return false;
  const [month, day] = [bytes[2]!, bytes[3]!];
  const header = bytes.readUInt16LE(8);
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 && header >= 65 && bytes.readUInt16LE(10) > 1;
}

/** Returns whether the first line is a JSON object and another object begins on the next line. */
function isJsonLines(text: string): boolean {
  const [, line, next] = /^[\s\ufeff]*(\{.*\})[ \t]*\r?\n\s*(\S?)/.exec(text) ?? [];
  if (line === undefined || next !== '{') return false;
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
