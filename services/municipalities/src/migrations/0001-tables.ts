import { recordedColumns } from '@cabildo/kit';
import { Migration } from '@mikro-orm/migrations';

export class Municipalities0001Tables extends Migration {
  override up(): void {
    this.addSql(`
      create table state (
        code text not null, name text not null, official_name text, ${recordedColumns},
        primary key (code, recorded_from), unique (code, recorded_to))`);
    this.addSql(`
      create table municipality (
        code text not null, state_code text not null, name text not null, former_names text[] not null,
        ine_code text, seat text, seat_latitude float8, seat_longitude float8, seat_altitude_m float8,
        centroid_latitude float8, centroid_longitude float8, area_km2 float8, area_framework text,
        metropolitan_zone text, ${recordedColumns},
        primary key (code, recorded_from), unique (code, recorded_to))`);
    this.addSql(`create index on municipality (state_code, recorded_to)`);
    this.addSql(`create index on municipality using gin (search_key(name) public.gin_trgm_ops)`);
    this.addSql(`
      create table census (
        municipality_code text not null, year integer not null, kind text not null, total integer not null,
        men integer, women integer, inhabited_dwellings integer, ${recordedColumns},
        primary key (municipality_code, year, recorded_from), unique (municipality_code, year, recorded_to))`);
    this.addSql(`
      create table ayuntamiento (
        municipality_code text not null, election_year integer not null, extraordinary boolean not null,
        term_start_year integer not null, term_end_year integer not null, municipal_president text,
        party text, runner_up text, margin_of_victory float8, effective_votes integer, registered_voters integer,
        turnout float8, aftermath text, ${recordedColumns},
        primary key (municipality_code, election_year, extraordinary, recorded_from),
        unique (municipality_code, election_year, extraordinary, recorded_to))`);
    this.addSql(`
      create table declaration (
        id text not null, municipality_code text not null, date date not null, addressee text not null,
        title text not null, exercise_id text, plan text, "commitment" text, undertakes text[] not null,
        document_url text, ${recordedColumns},
        primary key (id, recorded_from), unique (id, recorded_to))`);
    this.addSql(`create index on declaration (municipality_code, recorded_to)`);
    this.addSql(`
      create table declaration_point (
        declaration_id text not null, letter text not null, text text not null, ${recordedColumns},
        primary key (declaration_id, letter, recorded_from), unique (declaration_id, letter, recorded_to))`);
    this.addSql(`
      create table declaration_signatory (
        declaration_id text not null, position integer not null, name text not null, role text not null,
        institution text not null, authority_id text, ${recordedColumns},
        primary key (declaration_id, position, recorded_from), unique (declaration_id, position, recorded_to))`);
  }
}
