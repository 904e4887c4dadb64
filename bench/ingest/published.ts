import { municipalitiesOfMexico } from '@cabildo/kit';
import type { Pool } from 'pg';

/** Rows that a bench generates. They are invented, and nothing but a bench may have them. */
export interface Invented {
  municipalities: string[];
  indicators: string[];
  /** How many periods make how many rows, one for each municipality and indicator. */
  periodsFor(rows: number): number;
}

export async function invented(pool: Pool): Promise<Invented> {
  const { rows } = await pool.query<{ code: string }>('select code from indicators.indicator order by 1');
  const indicators = rows.map(({ code }) => code);
  const municipalities = municipalitiesOfMexico().places.map(({ code }) => code);
  const each = municipalities.length * indicators.length;
  return { municipalities, indicators, periodsFor: (count) => Math.ceil(count / each) };
}

/** The month of a number, from January 1900 on. */
export const monthOf = (number: number) =>
  `${1900 + Math.floor(number / 12)}-${String((number % 12) + 1).padStart(2, '0')}`;

const month = (number: string) => `(1900 + ${number} / 12) || '-' || lpad((${number} % 12 + 1)::text, 2, '0')`;

/** Fills the published table with generated observations, and gives it a twin that is the same, indexes and all. */
export async function fill(pool: Pool, { municipalities, indicators, periodsFor }: Invented, rows: number) {
  await pool.query(
    `insert into revision (number, published_by, dataset, note, added, changed, withdrawn, findings)
      select max(number) + 1, 'bench', 'observation', 'generated, not observed', $1, 0, 0, 0 from revision`,
    [rows],
  );
  const { rows: sources } = await pool.query<{ id: number; number: number }>(
    `insert into source (revision, dataset, code, publisher, title, file_name, sha256)
      select max(number), 'observation', 'generated', 'bench', 'Generated, not observed', 'none', repeat('0', 64)
        from revision returning id, revision as number`,
  );
  await pool.query(`create table twin (like observation including defaults including generated including constraints)`);
  await pool.query(
    `insert into twin (municipality_code, indicator_code, period, series, source_code, value, raw_text, status, partial,
        source_id, line, recorded_from, recorded_to)
      select m, i, ${month('n')}, coalesce(s.code, 'main'), 'generated', n + 0.5, (n + 0.5)::text, 'OBSERVED', false,
          ${sources[0]!.id}, 1, ${sources[0]!.number}, 2147483647
        from generate_series(0, $3::int - 1) n, unnest($2::text[]) i
          left join lateral (select min(code) as code from series where indicator_code = i) s on true, unnest($1::text[]) m
        limit $4`,
    [municipalities, indicators, periodsFor(rows), rows],
  );
  await replaceContents(pool);
}

/**
 * Loading into indexes that stand takes an hour: the rows first, then the indexes and what needs them, of both tables
 * alike.
 */
async function replaceContents(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ name: string; definition: string }>(
    `select conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
      where conrelid = 'observation'::regclass and contype in ('p', 'u', 'f')`,
  );
  const { rows: indexes } = await pool.query<{ name: string; definition: string }>(
    `select indexname as name, indexdef as definition from pg_indexes where schemaname = 'indicators'
      and tablename = 'observation' and indexname not in (select conname from pg_constraint)`,
  );
  for (const { name } of rows) await pool.query(`alter table observation drop constraint "${name}"`);
  for (const { name } of indexes) await pool.query(`drop index "${name}"`);
  await pool.query('truncate observation');
  const columns = `municipality_code, indicator_code, period, series, source_code, value, raw_text, status, partial, note,
    source_id, line, recorded_from, recorded_to`;
  await pool.query(`insert into observation (${columns}) select ${columns} from twin`);
  for (const table of ['observation', 'twin']) {
    for (const { definition } of rows) await pool.query(`alter table ${table} add ${definition}`);
    for (const { definition } of indexes)
      await pool.query(definition.replace(/INDEX \S+ ON indicators\.observation/, `INDEX ON indicators.${table}`));
    await pool.query(`vacuum analyze ${table}`);
  }
}
