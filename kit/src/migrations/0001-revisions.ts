import { Migration } from '@mikro-orm/migrations';

/** Creates the tables of revisions and sources, and the SQL functions, that every subgraph has. */
export class Kit0001Revisions extends Migration {
  override up(): void {
    // Extensions belong to the whole database. Without the lock, two subgraphs that migrate at once would both create them, and one would fail.
    this.addSql(`select pg_advisory_xact_lock(hashtext('cabildo extensions'))`);
    this.addSql(`create extension if not exists unaccent schema public`);
    this.addSql(`create extension if not exists pg_trgm schema public`);
    this.addSql(`
      create table revision (
        number integer primary key check (number > 0),
        published_at timestamptz not null default clock_timestamp(),
        published_by text not null,
        dataset text not null,
        note text,
        added integer not null,
        changed integer not null,
        withdrawn integer not null,
        findings integer not null
      )`);
    this.addSql(`create index on revision (published_at)`);
    this.addSql(`
      create table source (
        id integer primary key generated always as identity,
        revision integer not null references revision (number) deferrable initially deferred,
        dataset text not null,
        code text not null,
        publisher text not null,
        title text not null,
        licence text,
        url text,
        retrieved_on date,
        via text,
        notes text[] not null default '{}',
        file_name text not null,
        sha256 text not null
      )`);
    this.addSql(`create index on source (dataset, code, id)`);
    this.addSql(searchKey);
    this.addSql(periodEnd);
  }
}

/** Lower case without accents. The letter ñ is kept, because Peña and Pena are different names. */
const searchKey = `
  create function search_key(name text) returns text
  language sql immutable strict parallel safe
  return replace(replace(
    public.unaccent('public.unaccent', replace(replace(lower(name), 'ñ', chr(57344)), 'Ñ', chr(57344))),
    chr(57344), 'ñ'), '  ', ' ')`;

/** The last day of an SDMX period. */
const periodEnd = `
  create function period_end(period text) returns date
  language sql immutable strict parallel safe
  return (make_date(substr(period, 1, 4)::int, 1, 1) + make_interval(months => case substr(period, 6, 1)
    when '' then 12
    when 'S' then 6 * substr(period, 7)::int
    when 'T' then 4 * substr(period, 7)::int
    when 'Q' then 3 * substr(period, 7)::int
    else substr(period, 6)::int end) - interval '1 day')::date`;
