import { recordedColumns } from '@cabildo/kit';
import { Migration } from '@mikro-orm/migrations';

export class Municipalities0002Boundaries extends Migration {
  override up(): void {
    this.addSql(`
      create table boundary (
        municipality_code text not null, framework text not null, geometry text not null, ${recordedColumns},
        primary key (municipality_code, recorded_from), unique (municipality_code, recorded_to))`);
  }
}
