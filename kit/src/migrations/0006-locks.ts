import { Migration } from '@mikro-orm/migrations';

/**
 * Creates two tables without columns, which publications and as-of requests lock. Advisory locks belong to the whole
 * database: any role could hold them. A table can only be locked by a role with a right on it.
 */
export class Kit0006Locks extends Migration {
  override up(): void {
    this.addSql('create table publication_lock ()');
    this.addSql('create table stamp_lock ()');
    this.addSql(`
      create or replace function revision_stamp() returns trigger language plpgsql as $$
      begin
        execute format('lock table %I.stamp_lock in row exclusive mode', TG_TABLE_SCHEMA);
        new.published_at := coalesce(new.published_at, greatest(
          date_trunc('milliseconds', clock_timestamp()), (select max(published_at) from revision)) + interval '1 millisecond');
        return new;
      end $$`);
  }
}
