import { recordedColumns } from '@cabildo/kit';
import { Migration } from '@mikro-orm/migrations';

export class Registry0001Tables extends Migration {
  override up(): void {
    const table = (name: string, key: string, columns: string) =>
      this.addSql(`
        create table ${name} (${columns}, ${recordedColumns},
          primary key (${key}, recorded_from), unique (${key}, recorded_to))`);
    table('agency', 'id', 'id text not null, name text not null, url text');
    table(
      'agency_token',
      'id',
      `id text not null, agency_id text not null, scopes text[] not null, expires_at text not null,
        revoked_at text, digest text not null`,
    );
    table(
      'registered_subgraph',
      'name',
      `name text not null, agency_id text not null, url text not null, state text not null, served_version integer,
        key_id text`,
    );
    table(
      'subgraph_version',
      'subgraph_name, number',
      `subgraph_name text not null, number integer not null, sdl text not null, sha256 text not null,
        url text not null, "commit" text, note text, published_at text not null, published_by text not null`,
    );
    table(
      'composition',
      'number',
      `number integer not null, composed_at text not null, outcome text not null, members text[] not null,
        held text[] not null, faults text[] not null, supergraph_sha256 text`,
    );
    table(
      'subgraph_check',
      'id',
      `id text not null, subgraph_name text not null, sha256 text not null, outcome text not null,
        checked_at text not null, checked_by text not null`,
    );
    this.addSql('create index on subgraph_check (subgraph_name, recorded_to)');
    table(
      'subgraph_check_finding',
      'check_id, position',
      `check_id text not null, position integer not null, severity text not null, code text not null,
        coordinate text, schema_line integer, owner text, message text not null`,
    );
    table(
      'field_usage',
      'day, coordinate, client_name, operation_name',
      `day text not null, coordinate text not null, client_name text not null, operation_name text not null,
        request_count integer not null`,
    );
    this.addSql('create index on field_usage (coordinate, day, recorded_to)');
  }
}
