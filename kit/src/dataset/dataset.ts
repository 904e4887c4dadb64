import type { EntityClass } from '@mikro-orm/core';
import { type Column, columnsOf } from '../record/column.js';
import type { Recorded } from '../record/recorded.js';
import type { Gazetteer } from './gazetteer.js';
import type { Rule } from './rule.js';

/** A foreign key of a dataset: the value of `column` must be a key of `entity`, recorded or in the same file. */
export interface Reference {
  /** A property, or several properties that form one composite reference, in the order of `key`. */
  column: string | readonly string[];
  entity: EntityClass<Recorded>;
  key: string | readonly string[];
}

/** A table that files are published into. */
export interface Dataset<Row extends Recorded = Recorded> {
  /** The name in `hub ingest <name>`. Unique over all subgraphs of a hub. */
  name: string;
  entity: EntityClass<Row>;
  references?: Reference[];
  /** By property: the gazetteer that resolves the codes of this column. */
  places?: Record<string, () => Gazetteer>;
  /** Rules for whole rows, beyond the checks of single cells. */
  rules?: RowRule<NoInfer<Row>>[];
}

/** A rule for one row. `check` returns what is wrong, or undefined if the row satisfies the rule. */
export interface RowRule<Row> extends Rule {
  check(row: Row): { column: string; found: string; expected: string; tip?: string } | undefined;
}

const provided = new Set(['sourceCode']);

/** Returns the columns that a file of the dataset may have: those of its entity, except those that the kit fills. */
export const fileColumns = (dataset: Dataset): Column[] =>
  columnsOf(dataset.entity).filter((column) => !provided.has(column.property));

/** Returns the names of the properties that form the primary key of a row. */
export const keyProperties = (dataset: Dataset): string[] =>
  columnsOf(dataset.entity)
    .filter((column) => column.key)
    .map((column) => column.property);

export const hasSourceInKey = (dataset: Dataset) =>
  columnsOf(dataset.entity).some((column) => column.property === 'sourceCode');

export const dataset = <Row extends Recorded>(definition: Dataset<Row>): Dataset => definition as unknown as Dataset;
