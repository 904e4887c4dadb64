import { comparable } from '../mapping/comparable.js';
import { formatOf, type NumberFormat } from './number-format.js';
import { SharedStrings } from './shared-strings.js';
import type { UnpackingLimits } from './unpacking-limits.js';
import { UnreadableFile } from './unreadable-file.js';
import { type ByteCount, parseWhole, prefixed, type Tags } from './xml-part.js';
import { targetOf, ZipParts } from './zip-parts.js';

export interface Sheet {
  name: string;
  hidden: boolean;
  /** The path of its part in the ZIP. */
  part: string;
}

/** An open XLSX workbook. */
export interface Book {
  parts: ZipParts;
  sheets: Sheet[];
  /** Whether dates are counted from 1904, as in workbooks of Excel for Macintosh. */
  date1904: boolean;
  sharedStringsPart: string;
  stylesPart: string;
}

interface Relationship {
  id: string;
  type: string;
  target: string;
}

/** @throws UnreadableFile if the file is not an XLSX workbook */
export async function openBook(path: string, limits: UnpackingLimits): Promise<Book> {
  const parts = await ZipParts.open(path, limits);
  try {
    return await readBook(parts);
  } catch (error) {
    parts.close();
    throw error;
  }
}

async function readBook(parts: ZipParts): Promise<Book> {
  const root = await relationshipsOf(parts, '');
  const workbook = root.find(({ type }) => type === 'officeDocument')?.target ?? 'xl/workbook.xml';
  if (!parts.has(workbook) || workbook.endsWith('.bin')) throw notXlsx(parts);
  const relationships = await relationshipsOf(parts, workbook);
  const byId = new Map(relationships.map((each) => [each.id, each]));
  const sheets: Sheet[] = [];
  let date1904 = false;
  await parseWhole(parts, workbook, (tags) =>
    tags.onOpen((name, attributes) => {
      if (name === 'workbookPr') date1904 = /^(1|true|on)$/.test(attributes.date1904 ?? '');
      const relationship = name === 'sheet' ? byId.get(prefixed(attributes, 'id') ?? '') : undefined;
      if (relationship?.type !== 'worksheet') return;
      const hidden = (attributes.state ?? 'visible') !== 'visible';
      sheets.push({ name: attributes.name!, hidden, part: relationship.target });
    }),
  );
  // Some programs write these parts without a relationship.
  const partOf = (wanted: string) =>
    relationships.find(({ type }) => type === wanted)?.target ?? targetOf(workbook, `${wanted}.xml`);
  return { parts, sheets, date1904, sharedStringsPart: partOf('sharedStrings'), stylesPart: partOf('styles') };
}

/** Returns the relationships of a part, with the last segment of their types, which transitional and strict files share. */
async function relationshipsOf(parts: ZipParts, source: string): Promise<Relationship[]> {
  const at = source.lastIndexOf('/') + 1;
  const relationships: Relationship[] = [];
  await parseWhole(parts, `${source.slice(0, at)}_rels/${source.slice(at)}.rels`, (tags) =>
    tags.onOpen((name, { Id, Type, Target }) => {
      if (name === 'Relationship' && Id && Target)
        relationships.push({ id: Id, type: Type?.split('/').at(-1) ?? '', target: targetOf(source, Target) });
    }),
  );
  return relationships;
}

function notXlsx(parts: ZipParts): UnreadableFile {
  const names = parts.names();
  const found = `a ZIP with ${names.slice(0, 5).join(', ') || 'no files'}`;
  return new UnreadableFile(found, undefined, 'XLSX, CSV or JSON', 'Unpack it, and load the files in it.');
}

/**
 * Returns the sheet with this name, or the first visible sheet.
 * @throws UnreadableFile
 */
export function findSheet<Found extends { name: string; hidden: boolean }>(
  sheets: readonly Found[],
  wanted?: string,
): Found {
  const alike = sheets.filter(({ name }) => wanted !== undefined && comparable(name) === comparable(wanted));
  const found =
    wanted === undefined
      ? sheets.find(({ hidden }) => !hidden)
      : (sheets.find(({ name }) => name === wanted) ?? (alike.length === 1 ? alike[0] : undefined));
  if (found) return found;
  const names = sheets.map(({ name }) => `"${name}"`).join(', ');
  throw new UnreadableFile(
    wanted === undefined ? 'a workbook without a sheet' : `no sheet "${wanted}"`,
    undefined,
    `one of the sheets ${names || '(there are none)'}`,
    'Set "read.sheet" in the mapping.',
  );
}

export async function sharedStrings({ parts, sharedStringsPart }: Book, count?: ByteCount): Promise<SharedStrings> {
  const strings = new SharedStrings();
  let text: string | undefined;
  // A phonetic reading is not part of the text.
  let phonetic = false;
  let inText = false;
  const listen = (tags: Tags) => {
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
      strings.add(unescaped(text!));
      text = undefined;
    });
  };
  await parseWhole(parts, sharedStringsPart, listen, count);
  return strings;
}

/** Decodes characters that XML cannot contain: `_x000D_` is a CR, `_x005F_` an underscore (ECMA-376-1, 22.9.2.19). */
export const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9a-fA-F]{4})_/g, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))
    : text;

/** Returns the number formats by cell style. */
export async function numberFormats({ parts, stylesPart }: Book): Promise<NumberFormat[]> {
  const custom = new Map<string, string>();
  const styles: NumberFormat[] = [];
  let inCells = false;
  await parseWhole(parts, stylesPart, (tags) => {
    tags.onOpen((name, attributes) => {
      if (name === 'numFmt') custom.set(attributes.numFmtId!, attributes.formatCode!);
      if (name === 'cellXfs') inCells = true;
      if (name === 'xf' && inCells)
        styles.push(formatOf(Number(attributes.numFmtId ?? 0), custom.get(attributes.numFmtId!)));
    });
    tags.onClose((name) => {
      if (name === 'cellXfs') inCells = false;
    });
  });
  return styles;
}
