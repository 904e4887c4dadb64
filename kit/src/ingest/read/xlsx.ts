import { OTHER_SHEETS } from '../../dataset/rules.js';
import type { ReportFinding } from '../findings.js';
import type { NumberFormat } from './number-format.js';
import type { SharedStrings } from './shared-strings.js';
import type { SheetObserver } from './sheet-observer.js';
import { SheetRows } from './sheet-rows.js';
import type { SourceRow } from './source-row.js';
import { type Book, findSheet, numberFormats, openBook, sharedStrings } from './xlsx-book.js';
import { parsePart } from './xml-part.js';

/**
 * Yields the rows of a sheet while its XML is streamed. Dates are in ISO 8601, numbers have the digits that a spreadsheet
 * shows, percentages their sign.
 * @param wanted the name of the sheet; the first visible one by default
 * @throws UnreadableFile
 */
export async function* readSheet(
  path: string,
  wanted: string | undefined,
  observer: SheetObserver,
): AsyncGenerator<SourceRow[]> {
  const book = await openBook(path, observer.limits);
  try {
    const sheet = findSheet(book.sheets, wanted);
    reportOthers(book.sheets, sheet, wanted, observer.report);
    const formats = await numberFormats(book);
    const strings = await sharedStrings(book, observer.bytes);
    try {
      yield* rowsOf(book, sheet.part, strings, formats, observer);
    } finally {
      strings.close();
    }
  } finally {
    book.parts.close();
  }
}

/** Reports the visible sheets that are not read, if the mapping names none. */
export function reportOthers(
  sheets: readonly { name: string; hidden: boolean }[],
  read: { name: string },
  wanted: string | undefined,
  report: ReportFinding,
): void {
  const others = sheets.filter((each) => each !== read && !each.hidden).map(({ name }) => name);
  if (wanted === undefined && others.length > 0)
    report({
      rule: OTHER_SHEETS,
      found: others.join(', '),
      expected: `one sheet; the first, "${read.name}", was read`,
    });
}

async function* rowsOf(
  book: Book,
  part: string,
  strings: SharedStrings,
  formats: NumberFormat[],
  observer: SheetObserver,
): AsyncGenerator<SourceRow[]> {
  const rows = new SheetRows({ strings, formats, date1904: book.date1904 }, observer);
  for await (const _ of parsePart(book.parts, part, (tags) => rows.listen(tags), observer.bytes)) {
    const batch = rows.take();
    if (batch.length > 0) yield batch;
  }
  const last = rows.take();
  rows.finish();
  if (last.length > 0) yield last;
}

/**
 * Returns the names of the visible sheets.
 * @throws UnreadableFile
 */
export async function shownSheets(path: string): Promise<string[]> {
  const book = await openBook(path, {});
  try {
    return book.sheets.filter(({ hidden }) => !hidden).map(({ name }) => name);
  } finally {
    book.parts.close();
  }
}
