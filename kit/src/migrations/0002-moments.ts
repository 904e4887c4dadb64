import { Migration } from '@mikro-orm/migrations';

/** Sets the publication time of a revision by trigger, and creates the table of the findings of its files. */
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
 * Sets `published_at` to the current time in whole milliseconds, the precision of the API, and always later than that of
 * the revision before, even if the clock went back. The lock is held until the transaction ends. A request for the state
 * as of now waits for this lock (`AsOfRevisions`), so the response for a moment never changes afterwards.
 */
const revisionStamp = `
  create function revision_stamp() returns trigger language plpgsql as $$
  begin
    perform pg_advisory_xact_lock(hashtext('stamp ' || TG_TABLE_SCHEMA));
    new.published_at := coalesce(new.published_at, greatest(
      date_trunc('milliseconds', clock_timestamp()), (select max(published_at) from revision)) + interval '1 millisecond');
    return new;
  end $$`;
