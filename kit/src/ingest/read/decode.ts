import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';

/** How a line of text was written. */
export type Encoding = 'utf-8' | 'cp1252' | 'cp850' | 'mixed';

/** Is told of each line that is not UTF-8, and of one near each place where UTF-8 shows. Lines are counted from 1. */
export type ForeignLine = (line: number, encoding: Encoding) => void;

const NEWLINE = 0x0a;

/** Text of whole lines, each read by the encoding that it is in: files are pasted together from several systems. */
export async function* decodeLines(
  chunks: AsyncIterable<Buffer>,
  foreign: ForeignLine = () => undefined,
): AsyncGenerator<string> {
  let rest: Buffer = Buffer.alloc(0);
  let line = 1;
  let utf16: TextDecoder | undefined;
  let first = true;
  for await (const chunk of chunks) {
    if (first) utf16 = utf16Of(chunk);
    const bytes = first && !utf16 ? withoutMark(chunk) : chunk;
    first = false;
    if (utf16) {
      yield utf16.decode(bytes, { stream: true });
      continue;
    }
    const end = bytes.lastIndexOf(NEWLINE) + 1;
    if (end === 0) {
      rest = Buffer.concat([rest, bytes]);
      continue;
    }
    const whole = rest.length > 0 ? Buffer.concat([rest, bytes.subarray(0, end)]) : bytes.subarray(0, end);
    rest = Buffer.from(bytes.subarray(end));
    const text = decodeWhole(whole, line, foreign);
    line += countLines(text);
    yield text;
  }
  if (utf16) yield utf16.decode();
  else if (rest.length > 0) yield decodeWhole(rest, line, foreign);
}

function decodeWhole(bytes: Buffer, line: number, foreign: ForeignLine): string {
  if (!isUtf8(bytes)) return decodeEach(bytes, line, foreign);
  const text = bytes.toString('utf8');
  if (text.length !== bytes.length) foreign(line, 'utf-8');
  return text;
}

function utf16Of(chunk: Buffer): TextDecoder | undefined {
  if (chunk[0] === 0xff && chunk[1] === 0xfe) return new TextDecoder('utf-16le');
  return chunk[0] === 0xfe && chunk[1] === 0xff ? new TextDecoder('utf-16be') : undefined;
}

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

/** One line that is not UTF-8: by one old code page, or, where some of it is UTF-8, by both. */
export function decodeForeign(line: Buffer): { text: string; encoding: Exclude<Encoding, 'utf-8'> } {
  const page = pageOf(line);
  let text = '';
  let mixed = false;
  for (let at = 0; at < line.length; ) {
    const length = sequenceLength(line, at);
    const sequence = line.subarray(at, at + Math.max(1, length));
    if (length > 1) mixed = true;
    text += length > 0 ? sequence.toString('utf8') : character(line[at]!, page);
    at += sequence.length;
  }
  return { text, encoding: mixed ? 'mixed' : page };
}

/** The bytes of the UTF-8 character at a place; 0 where there is none. */
function sequenceLength(line: Buffer, at: number): number {
  const lead = line[at]!;
  if (lead < 0x80) return 1;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  return lead >= 0xc2 && isUtf8(line.subarray(at, at + length)) && at + length <= line.length ? length : 0;
}

/** The upper half of code page 850, which DOS programs wrote in Latin America. */
const CP850 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0';
const CP1252 = new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 128 }, (_, at) => at + 128));
const SPANISH = new Set('áéíóúüñÁÉÍÓÚÜÑ¿¡ºª°–—’‘“”…');

const character = (byte: number, page: 'cp1252' | 'cp850') => (page === 'cp850' ? CP850 : CP1252)[byte - 128]!;

/** The code page by which more of the foreign bytes are Spanish; cp1252 where both are as good. */
function pageOf(line: Buffer): 'cp1252' | 'cp850' {
  let balance = 0;
  for (let at = 0; at < line.length; at += Math.max(1, sequenceLength(line, at))) {
    const byte = line[at]!;
    if (byte < 0x80 || sequenceLength(line, at) > 0) continue;
    balance += Number(SPANISH.has(CP1252[byte - 128]!)) - Number(SPANISH.has(CP850[byte - 128]!));
  }
  return balance < 0 ? 'cp850' : 'cp1252';
}
