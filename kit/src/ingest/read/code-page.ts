import { isUtf8 } from 'node:buffer';
import { TextDecoder } from 'node:util';
import { plausibility } from './spanish-text.js';

/** A legacy encoding of one byte per character. */
export type CodePage = 'cp1252' | 'cp850' | 'mac-roman';

/** The upper half of code page 850, the DOS code page of Latin America. */
const CP850 =
  'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒáíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0';
const upperHalf = (label: string) =>
  new TextDecoder(label).decode(Uint8Array.from({ length: 128 }, (_, at) => at + 128));
/** Without evidence, the first page is used. */
const pages: Readonly<Record<CodePage, string>> = {
  cp1252: upperHalf('windows-1252'),
  cp850: CP850,
  'mac-roman': upperHalf('macintosh'),
};
const names = Object.keys(pages) as CodePage[];

/** The lead in earlier lines that makes a page the likely one, and how much that adds to its rating. */
const LEAD = 4;
const PRIOR = 3;

/** Decodes the lines of a file that are not UTF-8. Earlier lines decide between pages if one line does not. */
export class CodePages {
  readonly #evidence: Record<CodePage, number> = { cp1252: 0, cp850: 0, 'mac-roman': 0 };

  /** Rates the lines of a sample before any of them is decoded. */
  learn(sample: Buffer): void {
    if (isUtf8(sample)) return;
    for (const line of linesOf(sample)) if (!isUtf8(line)) this.#rate(line);
  }

  /** Decodes one line by one code page, or character by character if parts of it are UTF-8. */
  decode(line: Buffer): { text: string; encoding: CodePage | 'mixed' } {
    const page = this.#pageOf(line);
    let text = '';
    let mixed = false;
    for (let at = 0; at < line.length; ) {
      const length = sequenceLength(line, at);
      const sequence = line.subarray(at, at + Math.max(1, length));
      if (length > 1) mixed = true;
      text += length > 0 ? sequence.toString('utf8') : pages[page][line[at]! - 128]!;
      at += sequence.length;
    }
    return { text, encoding: mixed ? 'mixed' : page };
  }

  #pageOf(line: Buffer): CodePage {
    const prior = this.#likely();
    const ratings = this.#rate(line);
    const rated = (page: CodePage) => ratings[page] + (page === prior ? PRIOR : 0);
    return names.reduce((best, page) => (rated(page) > rated(best) ? page : best));
  }

  #rate(line: Buffer): Record<CodePage, number> {
    const ratings = { cp1252: 0, cp850: 0, 'mac-roman': 0 };
    for (const page of names) {
      ratings[page] = ratingOf(line, pages[page]);
      this.#evidence[page] += ratings[page];
    }
    return ratings;
  }

  #likely(): CodePage | undefined {
    const [first, second] = names.toSorted((one, other) => this.#evidence[other] - this.#evidence[one]);
    return this.#evidence[first!] - this.#evidence[second!] >= LEAD ? first : undefined;
  }
}

/** Decodes one line without knowledge of other lines. */
export const decodeForeign = (line: Buffer) => new CodePages().decode(line);

/** Rates how well the bytes that are not UTF-8 read as Spanish by a code page. */
function ratingOf(line: Buffer, page: string): number {
  let rating = 0;
  const characterAt = (at: number) => {
    const byte = line[at];
    return byte === undefined ? '' : byte < 0x80 ? String.fromCharCode(byte) : page[byte - 128]!;
  };
  for (let at = 0; at < line.length; ) {
    const length = sequenceLength(line, at);
    if (length === 0)
      rating += plausibility(characterAt(at - 2), characterAt(at - 1), characterAt(at), characterAt(at + 1));
    at += Math.max(1, length);
  }
  return rating;
}

/** Returns the length of the UTF-8 sequence at an offset, or 0 if there is none. */
function sequenceLength(line: Buffer, at: number): number {
  const lead = line[at]!;
  if (lead < 0x80) return 1;
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2;
  return lead >= 0xc2 && isUtf8(line.subarray(at, at + length)) && at + length <= line.length ? length : 0;
}

function* linesOf(bytes: Buffer): Generator<Buffer> {
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(0x0a, start);
    yield bytes.subarray(start, end < 0 ? bytes.length : end);
    start = end < 0 ? bytes.length : end + 1;
  }
}
