import type { OrderTerm, Rows, Snapshot } from '@cabildo/kit';
import { sql } from 'kysely';
import { ExerciseStage, fromStage } from '../vocabulary/exercise-stage.js';
import type { SecretariatStatus } from '../vocabulary/secretariat-status.js';
import { Secretariat, type SecretariatLevel } from './secretariat.js';
import { SecretariatMember } from './secretariat-member.js';

type Keys = readonly string[];

export interface SecretariatFilter {
  level?: SecretariatLevel | null;
  stage?: ExerciseStage | null;
  stageAtLeast?: ExerciseStage | null;
  state?: string | null;
  municipality?: string | null;
  exerciseId?: string | null;
  status?: SecretariatStatus | null;
  installedFrom?: string | null;
  installedTo?: string | null;
}

/** A secretariat in a list, with the values that lists are ordered by. */
export type ListedSecretariat = Secretariat & {
  nameKey: string;
  installed: string;
  installedLast: string;
  stagePlace: number;
};

const nameKey = sql<string>`search_key(secretariat.name)`;
const installed = (otherwise: string) => sql<string>`coalesce(partial_date_first(installed_on)::text, ${otherwise})`;
const stages = sql.join(Object.values(ExerciseStage));
const stagePlace = sql<number>`array_position(array[${stages}]::text[], stage)`;

export function secretariats(snapshot: Snapshot, filter: SecretariatFilter): Rows<ListedSecretariat> {
  const { level, stage, stageAtLeast, state, municipality, exerciseId, status, installedFrom, installedTo } = filter;
  let rows = snapshot.rows(Secretariat);
  if (level != null) rows = rows.where('level', '=', level);
  if (stage != null) rows = rows.where('stage', '=', stage);
  if (stageAtLeast != null) rows = rows.where('stage', 'in', fromStage(stageAtLeast));
  if (state != null) rows = rows.where('state_code', '=', state);
  if (municipality != null) rows = rows.where('municipality_code', '=', municipality);
  if (exerciseId != null) rows = rows.where('exercise_id', '=', exerciseId);
  if (status != null) rows = rows.where(sql`secretariat_status(stage, installed_on)`, '=', status);
  if (installedFrom != null) rows = rows.where(sql`partial_date_last(installed_on)`, '>=', installedFrom);
  if (installedTo != null) rows = rows.where(sql`partial_date_first(installed_on)`, '<=', installedTo);
  return rows
    .select([
      nameKey.as('nameKey'),
      installed('').as('installed'),
      installed('9999').as('installedLast'),
      stagePlace.as('stagePlace'),
    ])
    .$castTo<ListedSecretariat>();
}

type Term = OrderTerm<ListedSecretariat>;
const byId: Term = { expression: sql.ref('id'), valueOf: ({ id }) => id };

export const secretariatOrders = {
  ID: [byId],
  NAME: [{ expression: nameKey, valueOf: (row) => row.nameKey }, byId],
  INSTALLED_DESC: [{ expression: installed(''), valueOf: (row) => row.installed, descending: true }, byId],
  INSTALLED_ASC: [{ expression: installed('9999'), valueOf: (row) => row.installedLast }, byId],
  STAGE_DESC: [{ expression: stagePlace, valueOf: (row) => row.stagePlace, descending: true }, byId],
} satisfies Record<string, Term[]>;

export const secretariatsById = (snapshot: Snapshot, ids: Keys) =>
  snapshot.rows(Secretariat).where('id', 'in', ids).execute();

/** The secretariats of each municipality, by date of installation; unknown dates come first. */
export const secretariatsOf = (snapshot: Snapshot, municipalities: Keys) =>
  snapshot
    .rows(Secretariat)
    .where('municipality_code', 'in', municipalities)
    .orderBy(installed(''))
    .orderBy('id')
    .execute();

export const members = (snapshot: Snapshot, secretariatIds: Keys) =>
  snapshot.rows(SecretariatMember).where('secretariat_id', 'in', secretariatIds).orderBy('position').execute();

export const seatsOfAuthorities = (snapshot: Snapshot, ids: Keys) => seats(snapshot, 'authority_id', ids);
export const seatsOfOrganizations = (snapshot: Snapshot, ids: Keys) => seats(snapshot, 'organization_id', ids);

const seats = (snapshot: Snapshot, column: string, ids: Keys) =>
  snapshot.rows(SecretariatMember).where(column, 'in', ids).orderBy('secretariat_id').orderBy('position').execute();
