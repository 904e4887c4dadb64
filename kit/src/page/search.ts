import { type RawBuilder, sql } from 'kysely';
import { CabildoError } from '../errors.js';
import type { Rows } from '../read/snapshot.js';
import type { OrderTerm } from './connection.js';

/** Minimum trigram similarity (pg_trgm) at which a text counts as a misspelling of a name. */
const MIN_SIMILARITY = 0.45;

type Text = string | RawBuilder<string>;

/**
 * The columns, or SQL expressions, that are searched. The first name is the display name. Names are short, so they are
 * also searched by similarity; texts are only searched for the exact words.
 */
export interface SearchedColumns {
  names: readonly [Text, ...Text[]];
  texts?: readonly Text[];
}

/** A found row with the values that it is ordered by. */
export type Found<Row> = Row & { relevance: number; nameKey: string };

const searchKeyOf = (text: Text) =>
  sql<string>`search_key(coalesce(${typeof text === 'string' ? sql.ref(text) : text}, ''))`;
const similarity = (words: string, column: Text) =>
  sql<number>`public.word_similarity(search_key(${words}), ${searchKeyOf(column)})`;
const anyOf = (conditions: RawBuilder<unknown>[]) => sql<boolean>`(${sql.join(conditions, sql` or `)})`;

/** The similarity of the most similar name to the words, from 0 to 1000; 0 without words. */
const relevance = (words: string | null | undefined, { names }: SearchedColumns) =>
  words == null
    ? sql<number>`0`
    : sql<number>`(1000 * greatest(${sql.join(names.map((column) => similarity(words, column)))}))::int`;

/** True if a column contains the words, or a name is similar to them. Ignores accents and case. */
const resembles = (words: string, { names, texts = [] }: SearchedColumns) =>
  anyOf([
    ...[...names, ...texts].map((column) => sql`strpos(${searchKeyOf(column)}, search_key(${words})) > 0`),
    ...names.map((column) => sql`${similarity(words, column)} >= ${MIN_SIMILARITY}`),
  ]);

/** Maximum characters of a search text. PostgreSQL compares it with each row, in time that grows with both texts. */
const MAX_SEARCH_TEXT = 200;

/** Filters rows by the words; keeps all rows without words. @throws CabildoError BAD_ARGUMENT when they are too long */
export function search<Row>(
  rows: Rows<Row>,
  words: string | null | undefined,
  searched: SearchedColumns,
): Rows<Found<Row>> {
  if (words != null && words.length > MAX_SEARCH_TEXT)
    throw new CabildoError(
      'BAD_ARGUMENT',
      `The search text has ${words.length} characters; the maximum is ${MAX_SEARCH_TEXT}. Search for fewer words.`,
    );
  const fitting = words == null ? rows : rows.where(resembles(words, searched) as never);
  const nameKey = searchKeyOf(searched.names[0]);
  return fitting.select([relevance(words, searched).as('relevance'), nameKey.as('nameKey')] as never) as never;
}

type Term = OrderTerm<Found<object>>;

export const byName = ({ names }: SearchedColumns): Term => ({
  expression: searchKeyOf(names[0]),
  valueOf: (row) => row.nameKey,
});

/** Orders by descending relevance; no term without words. */
export const byRelevance = (words: string | null | undefined, searched: SearchedColumns): Term[] =>
  words == null ? [] : [{ expression: relevance(words, searched), valueOf: (row) => row.relevance, descending: true }];
