import {
  by,
  byName,
  byRelevance,
  type Found,
  type OrderTerm,
  type SearchedColumns,
  type Snapshot,
  Source,
  search,
} from '@cabildo/kit';
import { anyObservation } from '../observation/observation.repository.js';
import type { IndicatorOrder } from '../vocabulary/indicator-order.js';
import type { Pillar } from '../vocabulary/pillar.js';
import type { Polarity } from '../vocabulary/polarity.js';
import type { Topic } from '../vocabulary/topic.js';
import { Indicator } from './indicator.js';
import { Series } from './series.js';
import { SourcePreference } from './source-preference.js';

export const allIndicators = (snapshot: Snapshot) => snapshot.rows(Indicator).orderBy('code').execute();

export const allSeries = (snapshot: Snapshot) =>
  snapshot.rows(Series).orderBy('indicator_code').orderBy('code').execute();

export const allPreferences = (snapshot: Snapshot) =>
  snapshot.rows(SourcePreference).orderBy('indicator_code').orderBy('position').execute();

export interface IndicatorFilter {
  topic?: Topic | null;
  pillar?: Pillar | null;
  polarity?: Polarity | null;
  sourceCode?: string | null;
  search?: string | null;
}

/** An indicator in a list, with the values that lists are ordered by. */
export type ListedIndicator = Found<Indicator>;

const searched: SearchedColumns = { names: ['indicator.name', 'indicator.code'], texts: ['indicator.definition'] };

export function indicators(snapshot: Snapshot, filter: IndicatorFilter) {
  const { topic, pillar, polarity, sourceCode } = filter;
  let rows = snapshot.rows(Indicator);
  if (topic != null) rows = rows.where('topic', '=', topic);
  if (pillar != null) rows = rows.where('pillar', '=', pillar);
  if (polarity != null) rows = rows.where('polarity', '=', polarity);
  if (sourceCode != null) rows = rows.where(({ exists }) => exists(publishedBy(snapshot, sourceCode)));
  return search(rows, filter.search, searched).$castTo<ListedIndicator>();
}

/** A file of the publication that has observations of the indicator of the outer query. */
const publishedBy = (snapshot: Snapshot, code: string) =>
  snapshot
    .plain(Source)
    .where('source.code', '=', code)
    .where(({ exists }) => exists(anyObservation(snapshot, 'indicator.code')));

type Term = OrderTerm<ListedIndicator>;

/** The terms of each order of a list of indicators. */
export function indicatorOrder(order: IndicatorOrder, words: string | null | undefined): Term[] {
  const orders: Record<IndicatorOrder, Term[]> = {
    RELEVANCE: byRelevance(words, searched),
    CODE: [],
    NAME: [byName(searched)],
    TOPIC: [by('topic'), byName(searched)],
  };
  return [...orders[order], by('code')];
}
