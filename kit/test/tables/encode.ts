import type { Style } from './table.js';

const LEGACY = { cp1252: 'windows-1252', cp850: undefined, 'mac-roman': 'macintosh' } as const;
const CP850 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0';

type Legacy = keyof typeof LEGACY;

const isLegacy = (encoding: Style['encoding']): encoding is Legacy => encoding in LEGACY;

function upperHalf(encoding: Legacy): string {
  const label = LEGACY[encoding];
  if (label === undefined) return CP850;
  return new TextDecoder(label).decode(Uint8Array.from({ length: 128 }, (_, at) => at + 128));
}

/** Returns whether an encoding has every character of a text. */
export function isEncodable(text: string, encoding: Style['encoding']): boolean {
  if (!isLegacy(encoding)) return true;
  const upper = upperHalf(encoding);
  return [...text].every((character) => character.charCodeAt(0) < 128 || upper.includes(character));
}

/** Encodes a text. */
export function encoded(text: string, encoding: Style['encoding']): Buffer {
  if (isLegacy(encoding)) {
    const upper = upperHalf(encoding);
    return Buffer.from([...text].map((c) => (c.charCodeAt(0) < 128 ? c.charCodeAt(0) : 128 + upper.indexOf(c))));
  }
  if (encoding === 'utf8') return Buffer.from(text);
  if (encoding === 'utf8-mark') return Buffer.from(`\ufeff${text}`);
  const little = Buffer.from(`\ufeff${text}`, 'utf16le');
  if (encoding === 'utf16le') return little;
  if (encoding === 'utf16be') return little.swap16();
  return Buffer.concat([...`\ufeff${text}`].map((c) => Buffer.from(Uint32Array.of(c.codePointAt(0)!).buffer)));
}
