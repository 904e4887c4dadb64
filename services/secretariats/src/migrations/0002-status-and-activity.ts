import { Migration } from '@mikro-orm/migrations';

export class Secretariats0002StatusAndActivity extends Migration {
  override up(): void {
    // activityOn in activity.ts applies the same rule.
    this.addSql(`create function activity(begins text, ends text, day date) returns text
      language sql immutable parallel safe
      return case
        when partial_date_first(begins) > day or partial_date_last(ends) < day then 'INACTIVE'
        when begins is null then 'UNKNOWN'
        else 'ACTIVE' end`);
    // statusOf in secretariat-status.ts applies the same rule.
    this.addSql(`create function secretariat_status(stage text, installed_on text) returns text
      language sql immutable parallel safe
      return case when installed_on is not null or stage not in ('AWARENESS', 'DECLARATION')
        then 'INSTALLED' else 'DECLARED' end`);
    this.addSql('drop function spans(text, text, date)');
    this.addSql('alter table secretariat add declared_on text');
    this.addSql('alter table session add status text, add scheduled_on text');
    this.addSql('alter table milestone add lead_authority_id text, add lead_wording text');
  }
}
