import { fileURLToPath } from 'node:url';
import { indicators } from '@cabildo/indicators';
import { loadPackage } from '@cabildo/kit/testing';
import pg from 'pg';
import { openHome } from '../../hub/src/home.js';
import { type Postgres, startPostgres } from '../../hub/src/postgres/postgres.js';
import { fill, invented } from './published.js';

/** A PostgreSQL that is kept between runs: to fill millions of rows in takes longer than to measure. */
const HOME = process.env.CABILDO_BENCH_HOME ?? fileURLToPath(new URL('../../.cabildo/bench', import.meta.url));

/** For both sides of a comparison: nothing is spared that a hub waits for. */
const SETTINGS = {
  shared_buffers: '1GB',
  max_wal_size: '8GB',
  maintenance_work_mem: '1GB',
  log_min_duration_statement: '100',
};

/** @param small with the memory that the hub gives it, which is PostgreSQL's own default */
export async function startKept(small = false): Promise<Postgres> {
  return startPostgres({ home: await openHome(HOME), settings: small ? {} : SETTINGS });
}

/** Makes the database with so many observations, and the twin of their table, unless it is there; answers its name. */
export async function keep(postgres: Postgres, rows: number): Promise<string> {
  const name = `published_${rows}`;
  if (await exists(postgres, name)) return name;
  const draft = `${name}_draft`;
  await onServer(postgres, `drop database if exists ${draft}`, `create database ${draft}`);
  const subgraph = await indicators.connect({ dsn: { write: postgres.dsn(draft) } });
  try {
    await subgraph.database.migrate();
    await loadPackage(subgraph, fileURLToPath(new URL('../../data/indicadores', import.meta.url)));
    const pool = await subgraph.database.pool();
    await fill(pool, await invented(pool), rows);
  } finally {
    await subgraph.close();
  }
  await onServer(postgres, `alter database ${draft} rename to ${name}`);
  return name;
}

/** A copy of a database, file by file, for one measurement: its tables and indexes are as if just made. */
export async function copyOf(postgres: Postgres, name: string): Promise<string> {
  const copy = `${name}_copy`;
  await dropCopy(postgres, copy);
  await onServer(postgres, `create database ${copy} template ${name} strategy file_copy`);
  return copy;
}

export const dropCopy = (postgres: Postgres, copy: string) => onServer(postgres, `drop database if exists ${copy}`);

async function exists(postgres: Postgres, name: string): Promise<boolean> {
  const [found] = await onServer(postgres, `select from pg_database where datname = '${name}'`);
  return found!.rowCount === 1;
}

async function onServer(postgres: Postgres, ...statements: string[]): Promise<pg.QueryResult[]> {
  const client = new pg.Client({ connectionString: postgres.dsn() });
  await client.connect();
  const results: pg.QueryResult[] = [];
  try {
    for (const statement of statements) results.push(await client.query(statement));
  } finally {
    await client.end();
  }
  return results;
}
