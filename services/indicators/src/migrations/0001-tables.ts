import { recordedColumns } from '@cabildo/kit';
import { Migration } from '@mikro-orm/migrations';

export class Indicators0001Tables extends Migration {
  override up(): void {
    this.addSql(`
      create table indicator (
        code text not null, name text not null, definition text not null, unit text not null,
        unit_code text not null, polarity text not null, topic text not null, pillar text,
        frequency text not null, decimals integer not null, summable boolean not null, ${recordedColumns},
        primary key (code, recorded_from), unique (code, recorded_to))`);
    this.addSql(`
      create table series (
        indicator_code text not null, code text not null, name text not null, description text not null,
        first_period text, last_period text, ${recordedColumns},
        primary key (indicator_code, code, recorded_from), unique (indicator_code, code, recorded_to))`);
    // The generated columns are nullable: the stage table of a publication is created like this one without them.
    this.addSql(`
      create table observation (
        municipality_code text not null, indicator_code text not null, period text not null, series text not null,
        source_code text not null, value float8, raw_text text, status text not null, partial boolean not null,
        note text, ${recordedColumns},
        state_code text generated always as (left(municipality_code, 2)) stored,
        period_end date generated always as (period_end(period)) stored,
        primary key (municipality_code, indicator_code, period, series, source_code, recorded_from),
        unique (municipality_code, indicator_code, period, series, source_code, recorded_to))`);
    // For latest values of a municipality; for values of a period over municipalities; for observations of a source.
    this.addSql(`create index on observation (municipality_code, indicator_code, period_end)`);
    this.addSql(`create index on observation (indicator_code, period_end, state_code)`);
    this.addSql(`create index on observation (source_id, indicator_code)`);
  }
}
