import type { Rows, Snapshot } from '@cabildo/kit';
import { sql } from 'kysely';
import type { Observation } from './observation.js';

/** The columns that many observations of one publication share. */
type Shared = Pick<
  Observation,
  | 'indicatorCode'
  | 'period'
  | 'seriesCode'
  | 'sourceCode'
  | 'status'
  | 'isPartial'
  | 'sourceId'
  | 'recordedFrom'
  | 'recordedTo'
>;

/** Observations with equal shared columns. Each of the other columns is a list, all in the same order. */
export interface ObservationTable extends Shared {
  municipalities: string[];
  values: (number | null)[];
  rawTexts: (string | null)[];
  notes: (string | null)[];
  lines: (number | null)[];
}

const shared = [
  'indicatorCode',
  'period',
  'seriesCode',
  'sourceCode',
  'status',
  'isPartial',
  'sourceId',
  'recordedFrom',
  'recordedTo',
] as const satisfies (keyof Shared)[];

const listOf = (column: string) => sql`json_agg(${sql.ref(column)})`;

/**
 * Reads thousands of observations. Parsing one row of text for each takes longer than the query; lists of the columns
 * that differ are a tenth of the text.
 */
export const readTables = (snapshot: Snapshot, rows: Rows<Observation>): Promise<ObservationTable[]> =>
  snapshot.db
    .selectFrom(rows.as('read'))
    .select([
      ...shared,
      listOf('municipalityCode').as('municipalities'),
      listOf('value').as('values'),
      listOf('rawText').as('rawTexts'),
      listOf('note').as('notes'),
      listOf('line').as('lines'),
    ])
    .groupBy(shared)
    .$castTo<ObservationTable>()
    .execute();

export const rowsOf = (table: ObservationTable): Observation[] =>
  table.municipalities.map(
    (municipalityCode, at) =>
      ({
        municipalityCode,
        indicatorCode: table.indicatorCode,
        period: table.period,
        seriesCode: table.seriesCode,
        sourceCode: table.sourceCode,
        value: table.values[at],
        rawText: table.rawTexts[at],
        status: table.status,
        isPartial: table.isPartial,
        note: table.notes[at],
        sourceId: table.sourceId,
        line: table.lines[at],
        recordedFrom: table.recordedFrom,
        recordedTo: table.recordedTo,
      }) as Observation,
  );
