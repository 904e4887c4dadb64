import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';

export type CodePage = 'cp1252' | 'cp850';

/** Decodes one line that is not UTF-8, by one legacy code page, or character by character if it is a mix. */
export function decodeForeign(line: Buffer): { text: string; encoding: CodePage | 'mixed' } {
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

/** Returns the length of the UTF-8 sequence at an offset, or 0 if there is none. */
function sequenceLength(line: Buffer, at: number): number {
  const lead = line[at]!;
  if (lead < 0x80) return 1;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  return lead >= 0xc2 && isUtf8(line.subarray(at, at + length)) && at + length <= line.length ? length : 0;
}

/** The upper half of code page 850, the DOS code page of Latin America. */
const CP850 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0';
const CP1252 = new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 128 }, (_, at) => at + 128));
const SPANISH = new Set('áéíóúüñÁÉÍÓÚÜÑ¿¡ºª°–—’‘“”…');

const character = (byte: number, page: CodePage) => (page === 'cp850' ? CP850 : CP1252)[byte - 128]!;

/** Returns the code page in which more of the bytes are Spanish letters; cp1252 if both are equal. */
function pageOf(line: Buffer): CodePage {
  let balance = 0;
  for (let at = 0; at < line.length; at += Math.max(1, sequenceLength(line, at))) {
    const byte = line[at]!;
    if (byte < 0x80 || sequenceLength(line, at) > 0) continue;
    balance += Number(SPANISH.has(CP1252[byte - 128]!)) - Number(SPANISH.has(CP850[byte - 128]!));
  }
  return balance < 0 ? 'cp850' : 'cp1252';
}
