import { isUtf16 } from './decode.js';
import { firstOf, startsWith } from './file.js';
import { UnreadableFile } from './unreadable-file.js';

export type Format = 'csv' | 'json' | 'ndjson' | 'xlsx';

const ZIP = [0x50, 0x4b, 0x03, 0x04];

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
  { found: 'an XLS or DOC file of before 2007', tip: 'Save it as XLSX.', begins: mark(0xd0, 0xcf, 0x11, 0xe0) },
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
  {
    found: 'binary data',
    tip: 'Save it as CSV or XLSX in the program that wrote it.',
    begins: (bytes) => !isUtf16(bytes) && controls(bytes) > 0.05 * bytes.length,
  },
];

const controls = (bytes: Buffer) => bytes.filter((byte) => byte < 9 || (byte > 13 && byte < 32)).length;

/**
 * Detects the format of a file by its first bytes.
 * @throws UnreadableFile if the format is not supported
 */
export async function formatOf(path: string): Promise<Format> {
  const bytes = await firstOf(path);
  if (startsWith(bytes, ZIP)) return 'xlsx';
  const text = bytes.toString('utf8');
  const refused = refusals.find(({ begins }) => begins(bytes, text));
  if (refused) throw new UnreadableFile(refused.found, undefined, 'CSV, TSV, JSON, JSON lines or XLSX', refused.tip);
  if (/\.(ndjson|jsonl)(\.gz)?$/i.test(path) || isJsonLines(text)) return 'ndjson';
  return /^[\s\ufeff]*[[{]/.test(text) ? 'json' : 'csv';
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
