import type { Guide } from './entry.js';

const correct = 'Correct the row.';
const nothing = 'Nothing; check that it is as intended.';

/** Rules of an ingestion. The remedy of a rule's own tip comes first. */
export const ingestionGuide: Readonly<Record<string, Guide>> = {
  UNREADABLE: ['', 'input.csv: "an HTML or XML page" found; expected CSV, TSV, JSON, JSON lines or XLSX'],
  UNREADABLE_ROW: ['', 'input.json line 2: "{\\"cve\\":\\"15106\\"," found; expected JSON'],
  NO_ROWS: ['', 'input.csv line 1: "no rows" found; expected at least one'],
  MISSING_COLUMN: ['', 'line 1: "clave, municipio, valor" found; expected a column cve'],
  AMBIGUOUS_COLUMN: ['', 'line 1, column valor: "2 columns with this name" found; expected one'],
  UNKNOWN_COLUMN: ['', 'line 1, column valr: "valr" found; expected a column of the dataset'],
  CELL_COUNT: ['', 'line 8: "5 cells" found; expected 6'],
  MISSING_VALUE: ['', 'line 3, column period: "" found; expected a value'],
  BAD_VALUE: ['', 'line 2, column valor: "801,807" found; expected a number with the decimal mark "."'],
  DUPLICATE_KEY: ['', 'line 3: "15031, poblacion, 2020" found; expected one row with this key; the first is on line 2'],
  UNKNOWN_REFERENCE: [
    '',
    'line 4, column indicator_code: "pobresa_pct" found; expected the code of a recorded indicator',
  ],
  ABANDONED_REFERENCE: ['', 'the row "pobreza_pct" is missing; observation refers to it'],
  SENTINEL: ['', 'line 4, column valor: "-999.0" found; expected a number, or a marker listed in "notAvailable"'],
  FORMULA: ['', 'line 7, column cve: "=A7&B7" found; expected a value'],
  UNKNOWN_PLACE: ['', 'line 4, column cve: "15999 No Especificado" found; INEGI has no code 15999'],
  AMBIGUOUS_PLACE: ['', 'line 2, column municipio: "San Juan Mixtepec, Oaxaca" found; expected one municipality'],
  CODE_OF_ANOTHER_SYSTEM: [
    '',
    'line 3: "15026 Chalco" found; 15026 is the INE code of Chalco; its INEGI code is 15025',
  ],
  CODE_AGAINST_NAME: ['', 'line 2: "15031 Toluca" found; 15031 is Chimalhuacán'],
  SUM_PARTS: ['', 'line 6, column sexo: "Hombres" found; expected each of Hombres, Mujeres once'],
  SUM_TOO_LARGE: ['', 'line 200001: too many incomplete sums'],
  KEPT_TOO_MANY: ['', 'line 1000001: too many rows for "distinct"'],
  LIMIT_EXCEEDED: ['', 'input.csv: "more than 2000 MB" found; expected fewer'],
  MIXED_ENCODINGS: ['', 'line 5: "cp1252 in line 5; cp850 in line 6" found; expected UTF-8'],
  REPLACEMENT_CHARACTER: ['', 'line 2, column municipio: "Chimalhuac�n" found; expected a text without U+FFFD'],
  RATIO_AGAINST_COUNTS: ['', 'line 3, column pobreza_pct: "53.1" found; expected 35.1414'],
  FOLDED_MATCH: ['', 'column sexo: "hombres" found; the mapping has "Hombres"'],
  MERGED_CELLS: ['', 'Datos!A3:A7: merged cells found'],
  OUTSIDE_TABLE: ['', 'line 4: "Revisado" found beside the table'],
  FOREIGN_ENCODING: [nothing, 'line 2: "cp1252 in 2 lines, first in 2" found; expected UTF-8'],
  OTHER_SHEETS: ['Set "read.sheet" if another sheet is meant.', '"Notas" found; the first sheet, "Datos", was read'],
  TITLE_ROWS: [nothing, 'line 1: "Población por municipio" found; expected a header; it follows after one row'],
  PHANTOM_COLUMN: [nothing, 'line 4: "1 without a name" found; expected a name for each column'],
  REPEATED_HEADER: [nothing, 'line 3: "the header again" found; expected a row of data'],
  FOOTER: [nothing, 'line 6: "Fuente: INEGI" found; expected a row of data'],
  SKIPPED_ROWS: [nothing, 'line 3, column total: "a row" found; the mapping excludes it'],
  FILLED_DOWN: [nothing, 'line 4, column municipio: 3 cells were filled down'],
  SHORT_ROWS: [nothing, 'line 9: "4 cells" found; expected 6'],
  CODE_OF_ANOTHER_STATE: [correct, 'column code: "09002" found; expected a code that begins with 15'],
  SEXES_DO_NOT_ADD_UP: [correct, 'column total: "700" found; expected 300 + 350 = 650'],
  PLACE_UNLIKE_LEVEL: [correct, 'column municipality_code: "15031" found; expected nothing, since the level is STATE'],
  MUNICIPALITY_OF_ANOTHER_STATE: [
    correct,
    'column municipality_code: "09002" found; expected a code that begins with 15',
  ],
  SUCCEEDS_ITSELF: [correct, 'column predecessor_id: "infoem" found; expected the id of another authority'],
  DATES_OUT_OF_ORDER: [
    'Correct the dates; if the source has it so, set dates_inconsistent where the dataset has it.',
    'column fin: "2031-06" found; expected 2031-09 or later',
  ],
  DATES_SAID_INCONSISTENT: [
    'Set dates_inconsistent to false.',
    'column dates_inconsistent: "true" found; expected false',
  ],
  VALUE_AGAINST_STATUS: [
    'Correct the value or the status. A value that is not available is empty, never 0.',
    'column value: "0" found; expected an empty cell, for the status is NOT_AVAILABLE',
  ],
};
