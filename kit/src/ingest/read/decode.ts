import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import { type CodePage, CodePages } from './code-page.js';
import { UnreadableFile } from './unreadable-file.js';

/** The encoding of a line. */
export type Encoding = 'utf-8' | CodePage | 'mixed' | 'utf-16';

/** Receives each line that is not UTF-8, and samples of lines that are. The first line is 1. */
export type ForeignLine = (line: number, encoding: Encoding) => void;

const NEWLINE = 0x0a;
const RETURN = 0x0d;
/** Longer lines are passed on in pieces, because a JSON of gigabytes may be one line. */
const LONGEST_LINE = 128 * 1024;
/** The number of bytes that determine the encoding. */
const ENOUGH = 4 * 1024;

/**
 * Decodes text line by line, because files may be pasted together from several systems.
 * @throws UnreadableFile if the text is UTF-32
 */
export async function* decodeLines(
  chunks: AsyncIterable<Buffer>,
  foreign: ForeignLine = () => undefined,
): AsyncGenerator<string> {
  const { first, pieces } = await firstBytes(chunks);
  if (isUtf32(first)) throw utf32();
  const utf16 = utf16Of(first);
  if (utf16) {
    foreign(1, 'utf-16');
    yield* decodeUtf16(pieces, utf16);
    return;
  }
  const pages = new CodePages();
  pages.learn(first);
  let rest: Buffer = Buffer.alloc(0);
  let line = 1;
  for await (const piece of pieces) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, piece]) : piece;
    const end = endOfWhole(bytes);
    rest = Buffer.from(bytes.subarray(end));
    if (end === 0) continue;
    const text = decodeWhole(bytes.subarray(0, end), line, foreign, pages);
    line += countLines(text);
    yield text;
  }
  if (rest.length > 0) yield decodeWhole(rest, line, foreign, pages);
}

export const utf32 = () =>
  new UnreadableFile('text in UTF-32', undefined, 'text in UTF-8 or UTF-16', 'Save the file as UTF-8.');

/** Returns the first bytes of a file, and all of its pieces without the byte order mark of UTF-8. */
async function firstBytes(chunks: AsyncIterable<Buffer>): Promise<{ first: Buffer; pieces: AsyncIterable<Buffer> }> {
  const iterator = chunks[Symbol.asyncIterator]();
  let first: Buffer = Buffer.alloc(0);
  while (first.length < ENOUGH) {
    const { value, done } = await iterator.next();
    if (done) break;
    first = first.length > 0 ? Buffer.concat([first, value]) : value;
  }
  const pieces = (async function* () {
    try {
      yield withoutMark(first);
      yield* { [Symbol.asyncIterator]: () => iterator };
    } finally {
      await iterator.return?.();
    }
  })();
  return { first, pieces };
}

async function* decodeUtf16(pieces: AsyncIterable<Buffer>, decoder: TextDecoder): AsyncGenerator<string> {
  for await (const piece of pieces) yield decoder.decode(piece, { stream: true });
  yield decoder.decode();
}

/**
 * Returns the end of the last whole line. If a long text has none, returns the end of the last ASCII character. A CR at
 * the end may be the first half of a CRLF.
 */
function endOfWhole(bytes: Buffer): number {
  const lastReturn = bytes.length > 1 ? bytes.lastIndexOf(RETURN, bytes.length - 2) : -1;
  const end = Math.max(bytes.lastIndexOf(NEWLINE), lastReturn) + 1;
  if (end > 0 || bytes.length < LONGEST_LINE) return end;
  return bytes.findLastIndex((byte) => byte < 0x80 && byte !== RETURN) + 1 || bytes.length;
}

function decodeWhole(bytes: Buffer, line: number, foreign: ForeignLine, pages: CodePages): string {
  if (!isUtf8(bytes)) return decodeEach(bytes, line, foreign, pages);
  const text = bytes.toString('utf8');
  if (text.length !== bytes.length) foreign(line, 'utf-8');
  return text;
}

/** Detects UTF-32 by its byte order mark, or by three zeros in every four bytes. */
function isUtf32(first: Buffer): boolean {
  if (first.length >= 4 && ([0xfffe0000, 0x0000feff] as number[]).includes(first.readUInt32BE(0))) return true;
  const sample = first.subarray(0, 512);
  return sample.length >= 16 && sample.filter((byte) => byte === 0).length > 0.7 * sample.length;
}

/** Detects UTF-16 by its byte order mark, or by zeros in every other byte. */
function utf16Of(first: Buffer): TextDecoder | undefined {
  const sample = first.subarray(0, 512);
  const zeros = [0, 1].map((odd) => sample.filter((byte, at) => byte === 0 && at % 2 === odd).length);
  const most = 0.35 * sample.length;
  if ((first[0] === 0xff && first[1] === 0xfe) || (zeros[1]! > most && zeros[0] === 0))
    return new TextDecoder('utf-16le');
  if ((first[0] === 0xfe && first[1] === 0xff) || (zeros[0]! > most && zeros[1] === 0))
    return new TextDecoder('utf-16be');
  return undefined;
}

/** Returns the text at the beginning of a file, to detect its format. Undefined if the bytes are not UTF-16 or UTF-32. */
export function wideText(first: Buffer): string | undefined {
  if (isUtf32(first)) throw utf32();
  return utf16Of(first)?.decode(first, { stream: true });
}

const withoutMark = (chunk: Buffer) =>
  chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf ? chunk.subarray(3) : chunk;

/** Counts the line ends LF, CRLF and CR. */
export function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  for (let at = text.indexOf('\r'); at >= 0; at = text.indexOf('\r', at + 1)) if (text[at + 1] !== '\n') count += 1;
  return count;
}

function decodeEach(bytes: Buffer, firstLine: number, foreign: ForeignLine, pages: CodePages): string {
  let text = '';
  let line = firstLine;
  for (let start = 0; start < bytes.length; line += 1) {
    const one = bytes.subarray(start, endOfLine(bytes, start));
    if (isUtf8(one)) text += decodeWhole(one, line, foreign, pages);
    else {
      const decoded = pages.decode(one);
      foreign(line, decoded.encoding);
      text += decoded.text;
    }
    start += one.length;
  }
  return text;
}

function endOfLine(bytes: Buffer, start: number): number {
  const newline = bytes.indexOf(NEWLINE, start);
  const end = newline < 0 ? bytes.length : newline + 1;
  const back = bytes.indexOf(RETURN, start);
  return back >= 0 && back < end - 1 && back + 1 !== newline ? back + 1 : end;
}
