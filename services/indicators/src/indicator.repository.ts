import { type OrderTerm, type Snapshot, Source } from '@cabildo/kit';
import { sql } from 'kysely';
import { Indicator } from './indicator.js';
import type { IndicatorOrder } from './indicator-order.js';
import { Observation } from './observation.js';
import type { Pillar } from './pillar.js';
import type { Polarity } from './polarity.js';
import { Series } from './series.js';
import type { Topic } from './topic.js';

export const allIndicators = (snapshot: Snapshot) => snapshot.rows(Indicator).orderBy('code').execute();

export const allSeries = (snapshot: Snapshot) =>
  snapshot.rows(Series).orderBy('indicator_code').orderBy('code').execute();

export interface IndicatorFilter {
  topic?: Topic | null;
  pillar?: Pillar | null;
  polarity?: Polarity | null;
  source?: string | null;
  text?: string | null;
}

/** An indicator in a list, with what lists are ordered by. */
export type ListedIndicator = Indicator & { relevance: number; searchKey: string };

/** Below this share of common trigrams a text is not taken for a misspelling of another. */
const SIMILAR_ENOUGH = 0.45;

const searchText = sql`search_key(indicator.name || ' ' || indicator.definition)`;
const similarity = (text: string) => sql<number>`public.word_similarity(search_key(${text}), ${searchText})`;
const relevanceTo = (text: string | null | undefined) =>
  text == null ? sql<number>`0` : sql<number>`(1000 * ${similarity(text)})::int`;
const nameKey = sql<string>`search_key(indicator.name)`;

export function indicators(snapshot: Snapshot, { topic, pillar, polarity, source, text }: IndicatorFilter) {
  let rows = snapshot.rows(Indicator);
  if (topic != null) rows = rows.where('topic', '=', topic);
  if (pillar != null) rows = rows.where('pillar', '=', pillar);
  if (polarity != null) rows = rows.where('polarity', '=', polarity);
  if (source != null) rows = rows.where(({ exists }) => exists(toldBy(snapshot, source)));
  if (text != null)
    rows = rows.where(
      sql<boolean>`(strpos(${searchText}, search_key(${text})) > 0 or strpos(indicator.code, lower(${text})) > 0
        or ${similarity(text)} >= ${SIMILAR_ENOUGH})` as never,
    );
  return rows.select([relevanceTo(text).as('relevance'), nameKey.as('searchKey')] as never).$castTo<ListedIndicator>();
}

/** The observations of an indicator of the outer query that come from a source. */
const toldBy = (snapshot: Snapshot, source: string) =>
  snapshot
    .rows(Observation)
    .clearSelect()
    .select(sql`1`.as('one') as never)
    .whereRef('observation.indicator_code', '=', 'indicator.code')
    .where(
      'observation.source_id',
      'in',
      snapshot
        .plain(Source)
        .clearSelect()
        .select('id' as never)
        .where('code', '=', source) as never,
    );

type Term = OrderTerm<ListedIndicator>;
const byCode: Term = { expression: sql.ref('code'), valueOf: ({ code }) => code };
const byName: Term = { expression: nameKey, valueOf: ({ searchKey }) => searchKey };

/** The terms of each order of a list of indicators. */
export const indicatorOrders: Record<IndicatorOrder, (text?: string | null) => Term[]> = {
  RELEVANCE: (text) =>
    text == null
      ? [byCode]
      : [{ expression: relevanceTo(text), valueOf: ({ relevance }) => relevance, descending: true }, byCode],
  CODE: () => [byCode],
  NAME: () => [byName, byCode],
  TOPIC: () => [{ expression: sql.ref('topic'), valueOf: ({ topic }) => topic }, byName, byCode],
};
