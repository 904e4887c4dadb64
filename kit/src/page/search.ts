import { type RawBuilder, sql } from 'kysely';
import type { Rows } from '../read/snapshot.js';
import type { OrderTerm } from './connection.js';

/** Below this share of common trigrams a word is not taken for a misspelling of another. */
const SIMILAR_ENOUGH = 0.45;

type Text = string | RawBuilder<string>;

/**
 * What is searched: columns, or SQL that makes a text of some. The first name is what rows are called; names are short,
 * so that a misspelling can be told.
 */
export interface SearchedColumns {
  names: readonly [Text, ...Text[]];
  texts?: readonly Text[];
}

/** A row in a list, with what it is ordered by. */
export type Found<Row> = Row & { relevance: number; nameKey: string };

const searchKeyOf = (text: Text) =>
  sql<string>`search_key(coalesce(${typeof text === 'string' ? sql.ref(text) : text}, ''))`;
const similarity = (words: string, column: Text) =>
  sql<number>`public.word_similarity(search_key(${words}), ${searchKeyOf(column)})`;
const anyOf = (conditions: RawBuilder<unknown>[]) => sql<boolean>`(${sql.join(conditions, sql` or `)})`;

/** How like the words the most like of the names is, from 0 to 1000; 0 where no words are given. */
const relevance = (words: string | null | undefined, { names }: SearchedColumns) =>
  words == null
    ? sql<number>`0`
    : sql<number>`(1000 * greatest(${sql.join(names.map((column) => similarity(words, column)))}))::int`;

/** A column holds the words, or a name nearly does. Accents and case do not count. */
const resembles = (words: string, { names, texts = [] }: SearchedColumns) =>
  anyOf([
    ...[...names, ...texts].map((column) => sql`strpos(${searchKeyOf(column)}, search_key(${words})) > 0`),
    ...names.map((column) => sql`${similarity(words, column)} >= ${SIMILAR_ENOUGH}`),
  ]);

/** Narrows rows to those that the words fit, all where there are none. */
export function search<Row>(
  rows: Rows<Row>,
  words: string | null | undefined,
  searched: SearchedColumns,
): Rows<Found<Row>> {
  const fitting = words == null ? rows : rows.where(resembles(words, searched) as never);
  const nameKey = searchKeyOf(searched.names[0]);
  return fitting.select([relevance(words, searched).as('relevance'), nameKey.as('nameKey')] as never) as never;
}

type Term = OrderTerm<Found<object>>;

export const byName = ({ names }: SearchedColumns): Term => ({
  expression: searchKeyOf(names[0]),
  valueOf: (row) => row.nameKey,
});

/** The most alike first; no term at all where nothing is searched for. */
export const byRelevance = (words: string | null | undefined, searched: SearchedColumns): Term[] =>
  words == null ? [] : [{ expression: relevance(words, searched), valueOf: (row) => row.relevance, descending: true }];
