import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { SaxesParser, type SaxesTagPlain } from 'saxes';
import yauzl from 'yauzl';
import { fold } from '../../dataset/fold.js';
import { SharedStrings } from './shared-strings.js';
import { UnreadableFile } from './unreadable-file.js';
import { isDateFormat } from './xlsx-date.js';

/** An open XLSX file: a ZIP of XML parts. */
export interface Book {
  zip: yauzl.ZipFile;
  entries: Map<string, yauzl.Entry>;
}

const openZip = promisify<string, yauzl.Options, yauzl.ZipFile>(yauzl.open as never);

/** @throws UnreadableFile */
export async function openBook(path: string): Promise<Book> {
  const book = await openWhole(path);
  if (book.entries.has('xl/workbook.xml')) return book;
  book.zip.close();
  const names = [...book.entries.keys()].slice(0, 5).join(', ');
  throw new UnreadableFile(`a ZIP that holds ${names || 'nothing'}`, undefined, 'XLSX, CSV or JSON', 'Unpack it.');
}

async function openWhole(path: string): Promise<Book> {
  const entries = new Map<string, yauzl.Entry>();
  try {
    const zip = await openZip(path, { lazyEntries: true, autoClose: false });
    await new Promise<void>((resolve, reject) => {
      zip.on('entry', (entry: yauzl.Entry) => {
        entries.set(entry.fileName, entry);
        zip.readEntry();
      });
      zip.on('end', resolve).on('error', reject);
      zip.readEntry();
    });
    return { zip, entries };
  } catch (error) {
    const found = `a broken XLSX (${(error as Error).message.split('.')[0]})`;
    throw new UnreadableFile(found, undefined, 'a whole XLSX file', 'Fetch or save the file again.');
  }
}

/** The tags of a streamed XML part, with local names. */
export class Tags {
  constructor(private readonly parser: SaxesParser) {}

  onOpen(heard: (name: string, attributes: Record<string, string>) => void): void {
    this.parser.on('opentag', ({ name, attributes }: SaxesTagPlain) => heard(local(name), attributes));
  }

  onText(heard: (text: string) => void): void {
    this.parser.on('text', heard);
  }

  onClose(heard: (name: string) => void): void {
    this.parser.on('closetag', ({ name }) => heard(local(name)));
  }
}

const local = (name: string) => name.slice(name.indexOf(':') + 1);

export type Listen = (tags: Tags) => void;

/** Receives the number of bytes read. */
export type Bytes = (count: number) => void;

/** Streams a part of the workbook through a parser. Yields after each piece. */
export async function* parsePart(
  { zip, entries }: Book,
  name: string,
  listen: Listen,
  bytes: Bytes = () => undefined,
): AsyncGenerator<void> {
  const entry = entries.get(name);
  if (!entry) return;
  const parser = new SaxesParser();
  listen(new Tags(parser));
  const stream = await promisify<yauzl.Entry, Readable>(zip.openReadStream.bind(zip) as never)(entry);
  stream.setEncoding('utf8');
  const packed = entry.compressedSize / Math.max(1, entry.uncompressedSize);
  try {
    for await (const chunk of stream as AsyncIterable<string>) {
      parser.write(chunk);
      bytes(chunk.length * packed);
      yield;
    }
    parser.close();
  } catch (error) {
    if (error instanceof UnreadableFile) throw error;
    throw new UnreadableFile((error as Error).message, undefined, 'a whole XLSX file', 'Save the file again.');
  }
}

async function parseWhole(book: Book, name: string, listen: Listen, bytes?: Bytes): Promise<void> {
  for await (const _ of parsePart(book, name, listen, bytes));
}

export interface Sheet {
  name: string;
  hidden: boolean;
  /** The path of its part in the ZIP. */
  part: string;
}

export async function sheetsOf(book: Book): Promise<Sheet[]> {
  const targets = new Map<string, string>();
  await parseWhole(book, 'xl/_rels/workbook.xml.rels', (tags) =>
    tags.onOpen((name, attributes) => {
      if (name === 'Relationship') targets.set(attributes.Id!, attributes.Target!);
    }),
  );
  const sheets: Sheet[] = [];
  await parseWhole(book, 'xl/workbook.xml', (tags) =>
    tags.onOpen((name, attributes) => {
      const target = name === 'sheet' ? targets.get(attributes['r:id']!) : undefined;
      if (target === undefined) return;
      const part = target.startsWith('/') ? target.slice(1) : `xl/${target}`;
      sheets.push({ name: attributes.name!, hidden: (attributes.state ?? 'visible') !== 'visible', part });
    }),
  );
  return sheets;
}

/**
 * Returns the sheet with this name, or the first visible sheet.
 * @throws UnreadableFile
 */
export function findSheet(sheets: readonly Sheet[], wanted?: string): Sheet {
  const found =
    wanted === undefined
      ? sheets.find(({ hidden }) => !hidden)
      : (sheets.find(({ name }) => name === wanted) ?? sheets.find(({ name }) => fold(name) === fold(wanted)));
  if (found) return found;
  const names = sheets.map(({ name }) => `"${name}"`).join(', ');
  throw new UnreadableFile(
    wanted === undefined ? 'a book without a sheet' : `no sheet "${wanted}"`,
    undefined,
    `one of the sheets ${names || '(there are none)'}`,
    'Name it as "sheet" in the mapping.',
  );
}

export async function sharedStrings(book: Book, bytes?: Bytes): Promise<SharedStrings> {
  const texts = new SharedStrings();
  let text: string | undefined;
  // A phonetic reading is not part of the text.
  let phonetic = false;
  let inText = false;
  await parseWhole(
    book,
    'xl/sharedStrings.xml',
    (tags) => {
      tags.onOpen((name) => {
        if (name === 'si') text = '';
        if (name === 'rPh') phonetic = true;
        inText = name === 't' && !phonetic;
      });
      tags.onText((part) => {
        if (text !== undefined && inText) text += part;
      });
      tags.onClose((name) => {
        inText = false;
        if (name === 'rPh') phonetic = false;
        if (name !== 'si') return;
        texts.add(text!);
        text = undefined;
      });
    },
    bytes,
  );
  return texts;
}

/** Returns, by cell style, whether it formats numbers as dates. */
export async function dateStyles(book: Book): Promise<boolean[]> {
  const custom = new Map<string, string>();
  const styles: boolean[] = [];
  let inCells = false;
  await parseWhole(book, 'xl/styles.xml', (tags) => {
    tags.onOpen((name, attributes) => {
      if (name === 'numFmt') custom.set(attributes.numFmtId!, attributes.formatCode!);
      if (name === 'cellXfs') inCells = true;
      if (name === 'xf' && inCells)
        styles.push(isDateFormat(Number(attributes.numFmtId ?? 0), custom.get(attributes.numFmtId!)));
    });
    tags.onClose((name) => {
      if (name === 'cellXfs') inCells = false;
    });
  });
  return styles;
}
