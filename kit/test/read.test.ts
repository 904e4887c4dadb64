import { decodeForeign } from '../src/ingest/read/code-page.js';
import { CsvReader } from '../src/ingest/read/csv.js';
import { decodeLines } from '../src/ingest/read/decode.js';
import { JsonReader } from '../src/ingest/read/json.js';
import { formatOf } from '../src/ingest/read/number-format.js';
import { findSeparator } from '../src/ingest/read/separator.js';
import { serialDate } from '../src/ingest/read/serial-date.js';

/** Yields every way to cut a value into two pieces, and the cut into single elements. */
function* cuts<Whole extends { length: number; slice(from: number, to?: number): Whole }>(whole: Whole) {
  for (let at = 0; at <= whole.length; at += 1) yield [whole.slice(0, at), whole.slice(at)];
  yield Array.from({ length: whole.length }, (_, at) => whole.slice(at, at + 1));
}

describe('a CSV', () => {
  const read = (pieces: string[], separator = ',') => {
    const reader = new CsvReader(separator);
    return [...pieces.flatMap((piece) => reader.push(piece)), ...reader.end()].map(({ line, cells }) => [
      line,
      ...cells,
    ]);
  };

  it('reads the same in pieces of any size', () => {
    const text = 'a,b,c\r\n1,"x ""y"", z",\n\n"two\nlines",,"q"\r\n5\' 6",an "inner" one,\n"","","last"';
    const rows = [
      [1, 'a', 'b', 'c'],
      [2, '1', 'x "y", z', ''],
      [4, 'two\nlines', '', 'q'],
      [6, '5\' 6"', 'an "inner" one', ''],
      [7, '', '', 'last'],
    ];
    expect(read([text])).toEqual(rows);
    for (const pieces of cuts(text)) expect(read(pieces)).toEqual(rows);
  });

  it.each([
    ['a,b\n1,2\n3,4\n', ','],
    ['a;b\n"1,5";2\n3,5;4\n', ';'],
    ['a\tb, c\n1\t2\n', '\t'],
    ['Título, subtítulo\nuno|dos|tres\n1|2|3\n4|5|6\n', '|'],
  ])('%j is separated by %j', (text, separator) => expect(findSeparator(text)).toBe(separator));
});

describe('bytes', () => {
  const decode = async (pieces: Uint8Array[]) => {
    const reported: unknown[] = [];
    const chunks = (async function* () {
      for (const piece of pieces) yield Buffer.from(piece);
    })();
    let text = '';
    for await (const part of decodeLines(
      chunks,
      (line, encoding) => encoding !== 'utf-8' && reported.push([line, encoding]),
    ))
      text += part;
    return { text, reported };
  };

  it('are decoded the same in pieces of any size', async () => {
    const bytes = Buffer.concat([
      Buffer.from('\ufeffPeñón\n'),
      Buffer.from('Peñón á\n', 'latin1'),
      Buffer.from([0x50, 0x65, 0xa4, 0xa2, 0x6e, 0x0a]),
      Buffer.from('Peñón'),
      Buffer.from(' ñ', 'latin1'),
    ]);
    const expected = {
      text: 'Peñón\nPeñón á\nPeñón\nPeñón ñ',
      reported: [
        [2, 'cp1252'],
        [3, 'cp850'],
        [4, 'mixed'],
      ],
    };
    expect(await decode([bytes])).toEqual(expected);
    for (const pieces of cuts(bytes)) {
      // The first bytes of a file arrive together, because they determine the encoding.
      if (pieces[0]!.length >= 3) expect(await decode(pieces)).toEqual(expected);
    }
  });

  it('of UTF-16 with a byte order mark are decoded as UTF-16', async () => {
    expect((await decode([Buffer.from('\ufeffPeñón,1\n', 'utf16le')])).text).toBe('Peñón,1\n');
  });

  it.each(['Acambay de Ruíz Castañeda', 'Ñuu Savi', 'Ánimas Trujano', 'Mérida Ú', 'Güémez'])(
    '%s is decoded as cp1252',
    (name) => {
      expect(decodeForeign(Buffer.from(name, 'latin1'))).toEqual({ text: name, encoding: 'cp1252' });
    },
  );
});

describe('a JSON', () => {
  const read = (pieces: string[]) => {
    const reader = new JsonReader();
    return [...pieces.flatMap((piece) => reader.push(piece)), ...reader.end()].map(({ line, values }) => [
      line,
      Array.isArray(values) ? values : Object.fromEntries(values),
    ]);
  };
  const text =
    '{"meta":{"n":2},\n"rows":[\n {"a":1,"b":{"c":"}\\"{"}},\n\n {"a":null,"d":["x","y"]}\n],"after":[{"a":9}]}';
  const rows = [
    [3, { a: '1', 'b.c': '}"{' }],
    [5, { a: '', d: 'x | y' }],
  ];

  it('reads the same in pieces of any size', () => {
    expect(read([text])).toEqual(rows);
    for (const pieces of cuts(text)) expect(read(pieces)).toEqual(rows);
  });

  it('that ends early is refused', () => {
    expect(() => read([text.slice(0, 40)])).toThrow('JSON that ends early');
  });
});

describe('a date serial', () => {
  it('is an ISO 8601 date', () => {
    expect(serialDate(44927)).toBe('2023-01-01');
    expect(serialDate(44927.5)).toBe('2023-01-01T12:00:00');
  });
  it.each([
    [14, undefined, true],
    [164, 'yyyy\\-mm', true],
    [165, '#,##0.00', false],
    [166, '"día" 0', false],
    [0, 'General', false],
  ])('with format %i %s is a date: %s', (id, code, expected) =>
    expect(formatOf(id, code).kind === 'date').toBe(expected),
  );
});
