import type { EntityClass } from '@mikro-orm/core';
import { type Column, columnsOf } from '../record/column.js';
import type { Recorded } from '../record/recorded.js';
import type { Gazetteer } from './gazetteer.js';
import type { Rule } from './rules.js';

/** A reference that a row makes: the value of `column` must be a key of `entity`, or of the same file. */
export interface Reference {
  /** A property, or several that make the reference together, in the order of `key`. */
  column: string | readonly string[];
  entity: EntityClass<Recorded>;
  key: string | readonly string[];
}

/** A table that files are published into. */
export interface Dataset<Row extends Recorded = Recorded> {
  /** What `hub ingest` calls it. Unique over all subgraphs of a hub. */
  name: string;
  entity: EntityClass<Row>;
  references?: Reference[];
  /** By property: who knows the places whose codes it holds. */
  places?: Record<string, () => Gazetteer>;
  /** What a row as a whole must satisfy, beyond its cells. */
  rules?: RowRule<NoInfer<Row>>[];
}

/** One check of a whole row. It answers with what is wrong, or with undefined. */
export interface RowRule<Row> extends Rule {
  check(row: Row): { column: string; found: string; expected: string; tip?: string } | undefined;
}

const provided = new Set(['sourceCode']);

/** The columns that a file of the dataset may have: those of its entity, less what the kit itself provides. */
export const fileColumns = (dataset: Dataset): Column[] =>
  columnsOf(dataset.entity).filter((column) => !provided.has(column.property));

/** The property names that make the key of a row. */
export const keyProperties = (dataset: Dataset): string[] =>
  columnsOf(dataset.entity)
    .filter((column) => column.key)
    .map((column) => column.property);

export const hasSourceInKey = (dataset: Dataset) =>
  columnsOf(dataset.entity).some((column) => column.property === 'sourceCode');

export const dataset = <Row extends Recorded>(definition: Dataset<Row>): Dataset => definition as unknown as Dataset;
