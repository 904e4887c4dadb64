import { createHash, randomBytes } from 'node:crypto';
import type { ExecutionResult } from 'graphql';
import pg from 'pg';
import { CONNECTION_CHECK } from './database/timelines.js';
import { filesOfPackage, type Publishable, publishFiles } from './ingest/packages.js';
import type { IngestionReport } from './ingest/run.js';
import type { ConnectedSubgraph, Subgraph } from './subgraph.js';

/** A subgraph connected to its own database, for one test file. */
export interface TestSubgraph {
  subgraph: ConnectedSubgraph;
  dsn: string;
  execute(query: string, variables?: Record<string, unknown>): Promise<Answer>;
  /** Clears the read cache, then counts the SQL statements that `run` sends to PostgreSQL. */
  countStatements(run: () => Promise<unknown>): Promise<number>;
  load(folder: string): Promise<IngestionReport[]>;
  close(): Promise<void>;
}

// biome-ignore lint/suspicious/noExplicitAny: a test reads the data by the paths of its own query.
export type Answer = ExecutionResult<any>;

/** Publishes the files of a data package that belong to the subgraph, in the order of the package. */
export async function loadPackage(subgraph: ConnectedSubgraph, folder: string): Promise<IngestionReport[]> {
  const published = await Array.fromAsync(publishFiles(await filesOfPackage(folder), [subgraph], 'test'));
  return published.flatMap(({ report }) => report ?? []);
}

/** Creates a migrated database for a subgraph, with the data packages loaded. */
export async function testSubgraph(subgraph: Subgraph, server: string, packages: string[] = []): Promise<TestSubgraph> {
  const report = (error: unknown) => process.stderr.write(`${subgraph.name}: ${String(error)}\n`);
  const { dsn, drop } = await cloneDatabase(server, JSON.stringify([subgraph.name, packages]), async (template) => {
    const connected = await subgraph.connect({ dsn: { write: template } });
    await connected.database.migrate();
    for (const folder of packages) rejectFindings(await loadPackage(connected, folder));
    await connected.close();
  });
  const connected = await subgraph.connect({ dsn: { write: dsn }, report });
  return {
    subgraph: connected,
    dsn,
    execute: (query, variables) => connected.execute({ query, variables }),
    countStatements: (run) => {
      connected.database.readCache.clear();
      return countStatements(connected, run);
    },
    load: (folder) => loadPackage(connected, folder),
    close: async () => {
      await connected.close();
      await drop();
    },
  };
}

function rejectFindings(reports: IngestionReport[]) {
  const rejected = reports.find(({ outcome }) => outcome === 'rejected');
  if (rejected)
    throw new Error(`The file for ${rejected.dataset} was rejected: ${JSON.stringify(rejected.findings.slice(0, 5))}`);
}

/**
 * Creates a database for one test file, cloned from a template database. `fill` populates the template once per server.
 * @param server connection string with the right to create databases
 * @param contents identifies the template: equal texts share one
 */
export async function cloneDatabase(server: string, contents: string, fill: (dsn: string) => Promise<void>) {
  const template = `template_${createHash('sha256').update(contents).digest('hex').slice(0, 16)}`;
  await onServer(server, (client) => ensureTemplate(client, template, () => fill(withDatabase(server, template))));
  const name = `test_${randomBytes(6).toString('hex')}`;
  await onServer(server, (client) => client.query(`create database ${name} template ${template}`));
  const drop = () => onServer(server, (client) => client.query(`drop database ${name} with (force)`));
  return { dsn: withDatabase(server, name), drop };
}

async function ensureTemplate(client: pg.Client, name: string, fill: () => Promise<void>): Promise<void> {
  await client.query('select pg_advisory_lock(hashtext($1))', [name]);
  const { rows } = await client.query('select from pg_database where datname = $1 and datistemplate', [name]);
  if (rows.length > 0) return;
  await client.query(`drop database if exists ${name} with (force)`);
  await client.query(`create database ${name}`);
  await fill();
  await client.query(`alter database ${name} with is_template true`);
}

/** Counts the SQL statements that this process sends to PostgreSQL while `run` runs, without those of new connections. */
export async function countStatements({ database }: Publishable, run: () => Promise<unknown>): Promise<number> {
  const client = await (await database.pool()).connect();
  const prototype = Object.getPrototypeOf(client) as { query: (...args: unknown[]) => unknown };
  client.release();
  const { query } = prototype;
  let count = 0;
  prototype.query = function counted(this: unknown, ...args: unknown[]) {
    if (!String(args[0]).startsWith(CONNECTION_CHECK)) count += 1;
    return query.apply(this, args);
  };
  try {
    await run();
  } finally {
    prototype.query = query;
  }
  return count;
}

function withDatabase(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}

async function onServer(server: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: server });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
