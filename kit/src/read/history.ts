import type { EntityClass } from '@mikro-orm/core';
import { sql } from 'kysely';
import { Int } from 'type-graphql';
import { type Column, columnsOf } from '../record/column.js';
import type { Recorded } from '../record/recorded.js';
import { manyEach } from './loader.js';
import type { Snapshot } from './snapshot.js';

/** Loads all versions of rows, also closed ones, by `historyKey`; newest first. */
export const historyOf = <Row extends Recorded>(entity: EntityClass<Row>) =>
  manyEach(
    (snapshot: Snapshot, keys: readonly string[]) => recordedUnder(snapshot, entity, keys),
    (row) => historyKey(entity, row),
  );

/** The loader key of a row: its key as JSON. */
export const historyKey = <Row extends Recorded>(entity: EntityClass<Row>, row: Row): string =>
  JSON.stringify(keyColumnsOf(entity).map(({ property }) => row[property as keyof Row]));

const keyColumnsOf = (entity: EntityClass<object>): Column[] => columnsOf(entity).filter((column) => column.key);

function recordedUnder<Row extends Recorded>(snapshot: Snapshot, entity: EntityClass<Row>, keys: readonly string[]) {
  const values = keys.map((key) => JSON.parse(key) as (string | number | boolean)[]);
  const columns = keyColumnsOf(entity).map(({ property, type }, at) => ({
    name: sql.ref(snapshot.database.columnOf(entity, property)),
    values: sql`${values.map((each) => each[at])}::${sql.raw(storedAs(type))}[]`,
  }));
  const names = sql.join(columns.map(({ name }) => name));
  const wanted = sql.join(columns.map((column) => column.values));
  return snapshot
    .ever(entity)
    .where(sql<boolean>`(${names}) in (select * from unnest(${wanted}))` as never)
    .orderBy('recorded_from', 'desc')
    .execute();
}

function storedAs(type: Column['type']): string {
  if (type === Int) return 'integer';
  return type === Boolean ? 'boolean' : 'text';
}
