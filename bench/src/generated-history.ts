import { municipalitiesOfMexico } from '@cabildo/kit';
import pg from 'pg';

// Observations that a bench invents. They are labelled so in their source and their revisions, and nothing but a bench
// may have them.

/** What was generated, for the results to say. */
export interface Generated {
  /** Observations that stand, and versions that a correction has closed. */
  readonly open: number;
  readonly closed: number;
  readonly months: number;
  /** Moments whose state may be asked for: halfway through the months, and before the corrections. */
  readonly halfway: string;
  readonly beforeCorrections: string;
}

const MONTHS = 112;
const CORRECTIONS = 4;
/** Of a hundred rows, those that each correction corrects. */
const CORRECTED = 2;
const OPEN = 2147483647;

const columns = `municipality_code, indicator_code, period, series, source_code, value, raw_text, status, partial, note,
  source_id, line, recorded_from, recorded_to`;

/**
 * Gives what is recorded a past of 112 months, 2000-09 to 2009-12, each a revision: every indicator in every
 * municipality of the country, in those of the state of the real data only where there is a real figure. Then come the
 * real figures, as they are and in one revision, then four corrections of 2 % of all rows each, of the real ones as
 * well: their invented value before is closed. What stands at the end says of the state what it said before, letter by letter.
 */
export async function generateHistory(dsn: string): Promise<void> {
  const client = new pg.Client({ connectionString: dsn, options: '-c search_path=indicators,public' });
  await client.connect();
  await client.query(`set maintenance_work_mem = '1GB'`);
  const restoreIndexes = await dropIndexes(client);
  const first = await revisions(client);
  await publishMonths(client, first);
  await correct(client, first + MONTHS + 1);
  await restoreIndexes();
  await client.end();
}

/** The revisions of the months, of the real figures and of the corrections; answers the number of the first. */
async function revisions(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ first: number }>('select max(number) + 1 as first from revision');
  const { first } = rows[0]!;
  for (let number = first; number <= first + MONTHS + CORRECTIONS; number++)
    await client.query(
      `insert into revision (number, published_by, dataset, note, added, changed, withdrawn, findings)
        values ($1, 'bench', 'observation', 'generated, not observed', 0, 0, 0, 0)`,
      [number],
    );
  await client.query(
    `insert into source (revision, dataset, code, publisher, title, file_name, sha256)
      values ($1, 'observation', 'generated', 'bench', 'Generated, not observed', 'none', repeat('0', 64))`,
    [first],
  );
  return first;
}

async function publishMonths(client: pg.Client, first: number): Promise<void> {
  const municipalities = municipalitiesOfMexico().places.map(({ code }) => code);
  await client.query(
    `create temporary table real as select distinct municipality_code, indicator_code from observation`,
  );
  await client.query(`create temporary table pair as
    select m as municipality, i.code as indicator, (select min(code) from series where indicator_code = i.code) as series
      from unnest(array['${municipalities.join("','")}']) m, indicator i
      where i.recorded_to = ${OPEN} and (left(m, 2) not in (select left(municipality_code, 2) from real)
        or (m, i.code) in (select municipality_code, indicator_code from real))`);
  const hash = `hashtext(municipality || indicator || n) & 65535`;
  await client.query(
    `insert into observation (${columns})
      select municipality, indicator, ${month}, coalesce(series, 'main'), 'generated', draw % 1000 / 10.0,
          (draw % 1000 / 10.0)::text, 'OBSERVED', false, null, (select max(id) from source), 1, $1::int + n,
          case when draw % 100 < ${CORRECTIONS * CORRECTED} then $1 + ${MONTHS + 1} + draw % 100 / ${CORRECTED} else ${OPEN} end
        from generate_series(0, ${MONTHS - 1}) n, pair, lateral (select ${hash} as draw offset 0) drawn`,
    [first],
  );
  // The real figures come after all months.
  await client.query(
    `update observation set recorded_from = $1 where source_code <> 'generated' and recorded_to = ${OPEN}`,
    [first + MONTHS],
  );
}

/** From September 2000 on. */
const month = `(2000 + (n + 8) / 12) || '-' || lpad(((n + 8) % 12 + 1)::text, 2, '0')`;

async function correct(client: pg.Client, first: number): Promise<void> {
  const contents = `municipality_code, indicator_code, period, series, source_code`;
  await client.query(
    `insert into observation (${columns})
      select ${contents}, value + 0.1, (value + 0.1)::text, status, partial, note, source_id, line, recorded_to, ${OPEN}
        from observation where source_code = 'generated' and recorded_to <> ${OPEN} order by recorded_to`,
  );
  const drawn = `(hashtext(municipality_code || indicator_code || period) & 65535) % 100`;
  const isReal = `source_code <> 'generated' and recorded_to = ${OPEN} and ${drawn} < ${CORRECTIONS * CORRECTED}`;
  await client.query(
    `insert into observation (${columns})
      select ${contents}, value + 0.1, (value + 0.1)::text, status, partial, note, (select max(id) from source), 1,
          recorded_from, $1 + ${drawn} / ${CORRECTED} from observation where ${isReal}`,
    [first],
  );
  await client.query(
    `update observation set recorded_from = $1 + ${drawn} / ${CORRECTED} where recorded_from = $1 - 1 and ${isReal}`,
    [first],
  );
}

/** Loading into indexes that stand takes an hour: the rows first, then the indexes. */
async function dropIndexes(client: pg.Client): Promise<() => Promise<void>> {
  const { rows: keys } = await client.query<{ name: string; definition: string }>(
    `select conname as name, pg_get_constraintdef(oid) as definition from pg_constraint
      where conrelid = 'observation'::regclass and contype in ('p', 'u')`,
  );
  const { rows: indexes } = await client.query<{ name: string; definition: string }>(
    `select indexname as name, indexdef as definition from pg_indexes where schemaname = 'indicators'
      and tablename = 'observation' and indexname not in (select conname from pg_constraint)`,
  );
  for (const { name } of keys) await client.query(`alter table observation drop constraint "${name}"`);
  for (const { name } of indexes) await client.query(`drop index "${name}"`);
  return async () => {
    for (const { name, definition } of keys)
      await client.query(`alter table observation add constraint "${name}" ${definition}`);
    for (const { definition } of indexes) await client.query(definition);
    await client.query('vacuum analyze observation');
    await client.query('checkpoint');
  };
}

/** What was generated into a database. */
export async function describeHistory(dsn: string): Promise<Generated> {
  const client = new pg.Client({ connectionString: dsn, options: '-c search_path=indicators,public' });
  await client.connect();
  const { rows } = await client.query<{ open: string; closed: string }>(
    `select count(*) filter (where recorded_to = ${OPEN}) as open, count(*) filter (where recorded_to <> ${OPEN}) as closed
      from observation`,
  );
  const { rows: moments } = await client.query<{ at: Date }>(
    `select published_at as at from revision where number in ((select min(number) from revision where published_by = 'bench') + $1,
        (select min(number) from revision where published_by = 'bench') + $2) order by number`,
    [MONTHS / 2, MONTHS],
  );
  await client.end();
  const { open, closed } = rows[0]!;
  const [halfway, beforeCorrections] = moments.map(({ at }) => at.toISOString());
  return {
    open: Number(open),
    closed: Number(closed),
    months: MONTHS,
    halfway: halfway!,
    beforeCorrections: beforeCorrections!,
  };
}
