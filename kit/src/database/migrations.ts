import { Migration } from '@mikro-orm/migrations';

/** What every subgraph's schema begins with: revisions and sources. */
export class Kit0001Revisions extends Migration {
  override up(): void {
    // An extension is of the whole database: two subgraphs that meet it at once would make it twice, and one fail.
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

/** The moment of a revision, and what was found in the file that it was published from. */
export class Kit0002Moments extends Migration {
  override up(): void {
    this.addSql(revisionStamp);
    this.addSql(`alter table revision alter published_at drop default`);
    this.addSql(
      `update revision set published_at = date_trunc('milliseconds', published_at) + interval '1 millisecond'`,
    );
    this.addSql(
      `create trigger revision_stamp before insert on revision for each row execute function revision_stamp()`,
    );
    this.addSql(`
      create table finding (
        revision integer not null references revision (number) deferrable initially deferred,
        position integer not null,
        code text not null, severity text not null, file text not null, line integer, "column" text,
        found text, expected text not null, tip text,
        primary key (revision, position)
      )`);
  }
}

/**
 * Gives a revision its moment, later than that of the one before, whatever the clock did, and whole in milliseconds, for
 * that is how the API shows it and how it is asked for again. From then until it can be seen, whoever asks for the state as of now waits (AsOf), so that what is answered as of a moment is answered for ever.
 */
const revisionStamp = `
  create function revision_stamp() returns trigger language plpgsql as $$
  begin
    perform pg_advisory_xact_lock(hashtext('stamp ' || TG_TABLE_SCHEMA));
    new.published_at := coalesce(new.published_at, greatest(
      date_trunc('milliseconds', clock_timestamp()), (select max(published_at) from revision)) + interval '1 millisecond');
    return new;
  end $$`;

/** Lower case without accents; ñ stays itself, for Peña is not Pena. */
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
