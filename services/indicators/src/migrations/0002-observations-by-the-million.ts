import { Migration } from '@mikro-orm/migrations';

/**
 * A publication writes a row, its source and its revision in one transaction, and the log proves all three: a check of
 * each of a million rows against both would cost as much again as publishing them.
 */
export class Indicators0002ObservationsByTheMillion extends Migration {
  override up(): void {
    this.addSql(`alter table observation
      drop constraint observation_source_id_fkey, drop constraint observation_recorded_from_fkey`);
  }
}
