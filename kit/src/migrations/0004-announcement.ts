import { Migration } from '@mikro-orm/migrations';

/** Sends a NOTIFY with the number of every new revision, when its transaction commits. */
export class Kit0004Announcement extends Migration {
  override up(): void {
    this.addSql(`
      create function revision_announce() returns trigger language plpgsql as $$
      begin
        perform pg_notify('revision ' || TG_TABLE_SCHEMA, new.number::text);
        return new;
      end $$`);
    this.addSql(
      `create trigger revision_announce after insert on revision for each row execute function revision_announce()`,
    );
  }
}
