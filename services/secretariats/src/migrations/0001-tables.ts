import { recordedColumns } from '@cabildo/kit';
import { Migration } from '@mikro-orm/migrations';

const table = (name: string, columns: string, ...key: string[]) => `
  create table ${name} (${columns}, ${recordedColumns},
    primary key (${key.join(', ')}, recorded_from), unique (${key.join(', ')}, recorded_to))`;

export class Secretariats0001Tables extends Migration {
  override up(): void {
    for (const statement of [...functions, ...tables]) this.addSql(statement);
    for (const [name, column] of lookedUpBy) this.addSql(`create index on ${name} (${column}, recorded_to)`);
    this.addSql(`create index on commitment using gin (pillars)`);
    this.addSql(`create index on commitment using gin (ogp_values)`);
  }
}

const tables = [
  table(
    'authority',
    `id text not null, name text not null, short_name text, kind text not null, level text not null, state_code text,
     municipality_code text, valid_from text, valid_to text, predecessor_id text, note text, url text`,
    'id',
  ),
  table(
    'authority_event',
    `authority_id text not null, position integer not null, date text, kind text not null, description text not null,
     url text`,
    'authority_id',
    'position',
  ),
  table(
    'exercise',
    `id text not null, name text not null, state_code text not null, convener_id text, started text, description text,
     url text`,
    'id',
  ),
  table(
    'exercise_event',
    `exercise_id text not null, position integer not null, date text, stage text not null, description text not null,
     institutions text[] not null, url text`,
    'exercise_id',
    'position',
  ),
  table(
    'secretariat',
    `id text not null, level text not null, name text not null, exercise_id text not null, state_code text not null,
     municipality_code text, stage text not null, installed_on text, note text, url text`,
    'id',
  ),
  table(
    'secretariat_member',
    `secretariat_id text not null, position integer not null, seat text not null, sector text not null, person text,
     authority_id text, organization_id text, valid_from text, valid_to text, url text`,
    'secretariat_id',
    'position',
  ),
  table('organization', 'id text not null, name text not null, sector text not null, url text', 'id'),
  table(
    'session',
    `id text not null, secretariat_id text not null, number integer, kind text not null, date text, reported_on text,
     quorum boolean, remote boolean, agreements text[] not null, attendees text[] not null, minutes_url text, url text`,
    'id',
  ),
  table(
    'action_plan',
    `id text not null, name text not null, exercise_id text, ogp_member text, start text, "end" text, submitted_on text,
     url text`,
    'id',
  ),
  table(
    'commitment',
    `id text not null, ogp_code text, ogp_member text, title text not null, language text not null, problem text,
     action text, contribution text, lead_authority_id text, lead_wording text, pillars text[] not null,
     ogp_values text[] not null, ogp_values_wording text, policy_areas text[] not null, start text, "end" text,
     dates_inconsistent boolean, verifiable boolean, relevant boolean, novelty text, completion text,
     completion_wording text, early_results text, note text, url text`,
    'id',
  ),
  table(
    'commitment_plan',
    'commitment_id text not null, action_plan_id text not null',
    'commitment_id',
    'action_plan_id',
  ),
  table(
    'commitment_municipality',
    'municipality_code text not null, commitment_id text not null, how text not null, url text',
    'municipality_code',
    'commitment_id',
  ),
  table(
    'commitment_partner',
    `commitment_id text not null, position integer not null, name text not null, authority_id text,
     organization_id text`,
    'commitment_id',
    'position',
  ),
  table(
    'milestone',
    `commitment_id text not null, number integer not null, title text not null, start text, "end" text, completion text`,
    'commitment_id',
    'number',
  ),
  table(
    'evidence',
    `commitment_id text not null, position integer not null, milestone_number integer, kind text not null,
     title text not null, date text, url text not null`,
    'commitment_id',
    'position',
  ),
];

/** Columns that lookups use, beside the keys. */
const lookedUpBy = [
  ['authority', 'predecessor_id'],
  ['authority', 'state_code'],
  ['authority', 'municipality_code'],
  ['exercise', 'state_code'],
  ['exercise', 'convener_id'],
  ['secretariat', 'municipality_code'],
  ['secretariat', 'state_code'],
  ['secretariat', 'exercise_id'],
  ['secretariat_member', 'authority_id'],
  ['secretariat_member', 'organization_id'],
  ['session', 'secretariat_id'],
  ['action_plan', 'exercise_id'],
  ['commitment', 'lead_authority_id'],
  ['commitment_plan', 'action_plan_id'],
  ['commitment_municipality', 'commitment_id'],
  ['commitment_partner', 'authority_id'],
  ['commitment_partner', 'organization_id'],
] as const;

const functions = [
  // The first and the last day of a partial date: 2025, 2025-06 or 2025-06-20.
  `create function partial_date_first(partial text) returns date
   language sql immutable strict parallel safe
   return make_date(substr(partial, 1, 4)::int, coalesce(nullif(substr(partial, 6, 2), '')::int, 1),
     coalesce(nullif(substr(partial, 9, 2), '')::int, 1))`,
  `create function partial_date_last(partial text) returns date
   language sql immutable strict parallel safe
   return (partial_date_first(partial) + case length(partial)
     when 4 then interval '1 year' when 7 then interval '1 month' else interval '1 day' end - interval '1 day')::date`,
  // Replaced by activity() in migration 0002.
  `create function spans(valid_from text, valid_to text, day date) returns boolean
   language sql immutable parallel safe
   return coalesce(partial_date_first(valid_from) <= day, true) and coalesce(partial_date_last(valid_to) >= day, true)`,
  // isOverdue in overdue.ts applies the same rule.
  `create function overdue(ends text, dates_inconsistent boolean, completion text, day date) returns boolean
   language sql immutable parallel safe
   return case
     when completion = 'COMPLETE' then false
     when ends is null or coalesce(dates_inconsistent, false) then null
     when partial_date_last(ends) >= day then false
     when completion is null then null
     else true end`,
];
