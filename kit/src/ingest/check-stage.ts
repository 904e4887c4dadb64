import type { PoolClient } from 'pg';
import type { Database } from '../database/database.js';
import { OPEN } from '../recorded.js';
import type { Dataset, Reference } from './dataset.js';
import type { Findings } from './findings.js';
import { DUPLICATE_KEY, UNKNOWN_REFERENCE } from './rules.js';
import { quoted, type TableNames } from './stage.js';

/** So many rows of one kind are told; more are counted. */
const TOLD_AT_MOST = 1_000;

interface StagedRow {
  file: number;
  line: number;
  found: string;
  all: string;
}

export interface Check {
  client: PoolClient;
  database: Database;
  dataset: Dataset;
  names: TableNames;
  /** By number of the file in the stage. */
  files: readonly string[];
  findings: Findings;
  /** Whether rows with an error are taken out of the stage. */
  withhold: boolean;
}

/** What only shows when all rows are there: keys that stand twice, and references that lead nowhere. Answers how many. */
export async function checkStage(check: Check): Promise<number> {
  let wrong = await checkKeys(check);
  let withheld: number;
  do {
    withheld = 0;
    for (const reference of check.dataset.references ?? []) withheld += await checkReference(check, reference);
    wrong += withheld;
    // A row that was taken out may have been what another of the file refers to.
  } while (check.withhold && withheld > 0);
  return wrong;
}

async function checkKeys({ client, names: { key }, files, findings, withhold }: Check): Promise<number> {
  const keys = key.join(', ');
  const { rows } = await client.query<StagedRow & { first: number; of: number }>(
    `with doubled as (select ${keys} from stage group by ${keys} having count(*) > 1),
       placed as (
         select file, line, concat_ws(', ', ${keys}) as found,
           first_value(line) over same as first, first_value(file) over same as of, row_number() over same as place
         from stage join doubled using (${keys}) window same as (partition by ${keys} order by file, line))
     select file, line, found, first, of, count(*) over () as all from placed where place > 1
       order by 1, 2 limit ${TOLD_AT_MOST}`,
  );
  const column = key.map(unquoted).join(', ');
  for (const { file, line, first, of, found } of rows) {
    const expected = `one row of this key; the first is on line ${first}${of === file ? '' : ` of ${files[of]}`}`;
    findings.add({ rule: DUPLICATE_KEY, file: files[file]!, line, column, found, expected });
  }
  const wrong = countUntold(rows, findings);
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
  const { rows } = await client.query<StagedRow>(
    `select s.file, s.line, concat_ws(', ', ${made}) as found, count(*) over () as all
      from stage s where ${leadsNowhere} order by 1, 2 limit ${TOLD_AT_MOST}`,
  );
  for (const { file, line, found } of rows)
    findings.add({
      rule: UNKNOWN_REFERENCE,
      file: files[file]!,
      line,
      column: from.map(unquoted).join(', '),
      found,
      expected: `the ${to.map(unquoted).join(', ')} of ${/^[AEIO]/.test(entity.name) ? 'an' : 'a'} ${entity.name} that is recorded`,
      tip: `Load the ${entity.name} first, or mend the cell.`,
    });
  if (withhold && rows.length > 0) await client.query(`delete from stage s where ${leadsNowhere}`);
  return countUntold(rows, findings);
}

function countUntold(rows: StagedRow[], findings: Findings): number {
  const all = Number(rows[0]?.all ?? 0);
  findings.addMore('error', all - rows.length);
  return all;
}

const unquoted = (name: string) => name.slice(1, -1);
