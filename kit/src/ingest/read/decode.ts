import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import { type CodePage, decodeForeign } from './code-page.js';

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

/** Decodes text line by line, because files may be pasted together from several systems. */
export async function* decodeLines(
  chunks: AsyncIterable<Buffer>,
  foreign: ForeignLine = () => undefined,
): AsyncGenerator<string> {
  const { utf16, onlyReturns, pieces } = await lookAtFirst(chunks);
  if (utf16) {
    foreign(1, 'utf-16');
    yield* decodeUtf16(pieces, utf16);
    return;
  }
  let rest: Buffer = Buffer.alloc(0);
  let line = 1;
  for await (const piece of pieces) {
    if (onlyReturns) newlinesForReturns(piece);
    const bytes = rest.length > 0 ? Buffer.concat([rest, piece]) : piece;
    const end = endOfWhole(bytes);
    rest = Buffer.from(bytes.subarray(end));
    if (end === 0) continue;
    const text = decodeWhole(bytes.subarray(0, end), line, foreign);
    line += countLines(text);
    yield text;
  }
  if (rest.length > 0) yield decodeWhole(rest, line, foreign);
}

interface Beginning {
  utf16?: TextDecoder;
  /** Whether lines end with CR only, as Excel for Macintosh writes them. */
  onlyReturns: boolean;
  pieces: AsyncIterable<Buffer>;
}

/** Detects the encoding from the first bytes and removes the byte order mark of UTF-8. */
async function lookAtFirst(chunks: AsyncIterable<Buffer>): Promise<Beginning> {
  const iterator = chunks[Symbol.asyncIterator]();
  let first: Buffer = Buffer.alloc(0);
  while (first.length < ENOUGH) {
    const { value, done } = await iterator.next();
    if (done) break;
    first = first.length > 0 ? Buffer.concat([first, value]) : value;
  }
  // The last byte may be the CR of a CRLF.
  const onlyReturns = first.subarray(0, -1).includes(RETURN) && !first.includes(NEWLINE);
  const pieces = (async function* () {
    try {
      yield withoutMark(first);
      yield* { [Symbol.asyncIterator]: () => iterator };
    } finally {
      await iterator.return?.();
    }
  })();
  return { utf16: utf16Of(first), onlyReturns, pieces };
}

async function* decodeUtf16(pieces: AsyncIterable<Buffer>, decoder: TextDecoder): AsyncGenerator<string> {
  for await (const piece of pieces) yield decoder.decode(piece, { stream: true });
  yield decoder.decode();
}

function newlinesForReturns(bytes: Buffer): void {
  for (let at = bytes.indexOf(RETURN); at >= 0; at = bytes.indexOf(RETURN, at + 1)) bytes[at] = NEWLINE;
}

/** Returns the end of the last whole line. If a long text has none, returns the end of the last ASCII character. */
function endOfWhole(bytes: Buffer): number {
  const end = bytes.lastIndexOf(NEWLINE) + 1;
  if (end > 0 || bytes.length < LONGEST_LINE) return end;
  return bytes.findLastIndex((byte) => byte < 0x80) + 1 || bytes.length;
}

function decodeWhole(bytes: Buffer, line: number, foreign: ForeignLine): string {
  if (!isUtf8(bytes)) return decodeEach(bytes, line, foreign);
  const text = bytes.toString('utf8');
  if (text.length !== bytes.length) foreign(line, 'utf-8');
  return text;
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

export const isUtf16 = (first: Buffer): boolean => utf16Of(first) !== undefined;

const withoutMark = (chunk: Buffer) =>
  chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf ? chunk.subarray(3) : chunk;

function countLines(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

function decodeEach(bytes: Buffer, firstLine: number, foreign: ForeignLine): string {
  let text = '';
  let line = firstLine;
  for (let start = 0; start < bytes.length; line += 1) {
    const newline = bytes.indexOf(NEWLINE, start);
    const end = newline < 0 ? bytes.length : newline + 1;
    const one = bytes.subarray(start, end);
    if (isUtf8(one)) text += decodeWhole(one, line, foreign);
    else {
      const decoded = decodeForeign(one);
      foreign(line, decoded.encoding);
      text += decoded.text;
    }
    start = end;
  }
  return text;
}
