import { Migration } from '@mikro-orm/migrations';

/**
 * By state before day: the newest day of a state is then the end of a range, and what a moment past did not know yet is
 * passed over within the index. Day before state, all states would be passed through for each day.
 */
export class Indicators0003AStateAtADay extends Migration {
  override up(): void {
    this.addSql(`create index on observation (indicator_code, state_code, period_end, recorded_from)`);
    this.addSql(`drop index observation_indicator_code_period_end_state_code_idx`);
  }
}
