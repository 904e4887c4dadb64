import { Migration } from '@mikro-orm/migrations';

/**
 * An index with the state before the day: the newest day of a state is the end of one range, and an as-of request skips
 * later revisions within the index. With the day first, a scan visits all states for each day.
 */
export class Indicators0003AStateAtADay extends Migration {
  override up(): void {
    this.addSql(`create index on observation (indicator_code, state_code, period_end, recorded_from)`);
    this.addSql(`drop index observation_indicator_code_period_end_state_code_idx`);
  }
}
