import type { PoolClient } from 'pg';
import type { Database } from '../database/database.js';
import type { Dataset, Reference } from '../dataset/dataset.js';
import { DUPLICATE_KEY, UNKNOWN_REFERENCE } from '../dataset/rules.js';
import { OPEN } from '../record/recorded.js';
import type { Findings } from './findings.js';
import { quoted, type TableNames } from './stage.js';

const FETCHED_AT_ONCE = 1_000;

interface StagedRow {
  file: number;
  line: number;
  found: string;
}

export interface Check {
  client: PoolClient;
  database: Database;
  dataset: Dataset;
  names: TableNames;
  /** File names, by the number that the stage has for each file. */
  files: readonly string[];
  findings: Findings;
  /** Whether rows with an error are removed from the stage. */
  withhold: boolean;
}

/** Checks what needs all rows: duplicate keys and references to unknown rows. Returns the number of errors. */
export async function checkStage(check: Check): Promise<number> {
  let wrong = await checkKeys(check);
  let withheld: number;
  do {
    withheld = 0;
    for (const reference of check.dataset.references ?? []) withheld += await checkReference(check, reference);
    wrong += withheld;
    // A row that was just removed may have been the target of a reference from another row.
  } while (check.withhold && withheld > 0);
  return wrong;
}

async function checkKeys({ client, names: { key }, files, findings, withhold }: Check): Promise<number> {
  const keys = key.join(', ');
  const doubled = staged<StagedRow & { first: number; of: number }>(
    client,
    `with doubled as (select ${keys} from stage group by ${keys} having count(*) > 1),
       placed as (
         select file, line, concat_ws(', ', ${keys}) as found,
           first_value(line) over same as first, first_value(file) over same as of, row_number() over same as place
         from stage join doubled using (${keys}) window same as (partition by ${keys} order by file, line))
     select file, line, found, first, of from placed where place > 1 order by 1, 2`,
  );
  const column = key.map(unquoted).join(', ');
  let wrong = 0;
  for await (const { file, line, first, of, found } of doubled) {
    const expected = `one row with this key; the first is on line ${first}${of === file ? '' : ` of ${files[of]}`}`;
    findings.add({ rule: DUPLICATE_KEY, file: files[file]!, line, column, found, expected });
    wrong += 1;
  }
  if (withhold && wrong > 0)
    await client.query(
      `delete from stage where (${keys}) in (select ${keys} from stage group by ${keys} having count(*) > 1)`,
    );
  return wrong;
}

async function checkReference(check: Check, { column, entity, key }: Reference): Promise<number> {
  const { client, database, dataset, files, findings, withhold } = check;
  const from = [column].flat().map((each) => quoted(database.columnOf(dataset.entity, each)));
  const to = [key].flat().map((each) => quoted(database.columnOf(entity, each)));
  const made = from.map((name) => `s.${name}`).join(', ');
  const equal = (alias: string) => to.map((name, at) => `${alias}.${name} = s.${from[at]}`).join(' and ');
  const alsoInFile = entity === dataset.entity ? `and not exists (select from stage o where ${equal('o')})` : '';
  const leadsNowhere = `(${made}) is not null ${alsoInFile} and not exists
    (select from ${quoted(database.tableOf(entity))} t where ${equal('t')} and t.recorded_to = ${OPEN})`;
  const lost = staged<StagedRow>(
    client,
    `select s.file, s.line, concat_ws(', ', ${made}) as found from stage s where ${leadsNowhere} order by 1, 2`,
  );
  let wrong = 0;
  for await (const { file, line, found } of lost) {
    wrong += 1;
    findings.add({
      rule: UNKNOWN_REFERENCE,
      file: files[file]!,
      line,
      column: from.map(unquoted).join(', '),
      found,
      expected: `the ${to.map(unquoted).join(', ')} of ${/^[AEIO]/.test(entity.name) ? 'an' : 'a'} ${entity.name} that is recorded`,
      tip: `Load the ${entity.name} first, or correct the cell.`,
    });
  }
  if (withhold && wrong > 0) await client.query(`delete from stage s where ${leadsNowhere}`);
  return wrong;
}

/** Streams the result of a query through a cursor, so that it never has to fit into memory. */
async function* staged<Row extends object>(client: PoolClient, query: string): AsyncGenerator<Row> {
  await client.query(`declare staged no scroll cursor for ${query}`);
  for (;;) {
    const { rows } = await client.query<Row>(`fetch ${FETCHED_AT_ONCE} from staged`);
    if (rows.length === 0) break;
    yield* rows;
  }
  await client.query('close staged');
}

const unquoted = (name: string) => name.slice(1, -1);
