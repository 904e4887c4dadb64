import { Migration } from '@mikro-orm/migrations';

/**
 * Drops two foreign keys. A publication writes rows, source and revision in one transaction, and the log proves all
 * three. Checking each of a million rows against both tables doubles the time of the publication.
 */
export class Indicators0002ObservationsByTheMillion extends Migration {
  override up(): void {
    this.addSql(`alter table observation
      drop constraint observation_source_id_fkey, drop constraint observation_recorded_from_fkey`);
  }
}
