import { recordedColumns } from '@cabildo/kit';
import { Migration } from '@mikro-orm/migrations';

export class Indicators0004SourcePreferences extends Migration {
  override up(): void {
    this.addSql(`
      create table source_preference (
        indicator_code text not null, preferred_source_code text not null, position integer not null,
        reason text not null, ${recordedColumns},
        primary key (indicator_code, preferred_source_code, recorded_from),
        unique (indicator_code, preferred_source_code, recorded_to))`);
  }
}
