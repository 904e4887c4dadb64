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
import { anyTold } from '../observation/observation.repository.js';
import type { IndicatorOrder } from '../vocabulary/indicator-order.js';
import type { Pillar } from '../vocabulary/pillar.js';
import type { Polarity } from '../vocabulary/polarity.js';
import type { Topic } from '../vocabulary/topic.js';
import { Indicator } from './indicator.js';
import { Series } from './series.js';

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
export type ListedIndicator = Found<Indicator>;

const searched: SearchedColumns = { names: ['indicator.name', 'indicator.code'], texts: ['indicator.definition'] };

export function indicators(snapshot: Snapshot, { topic, pillar, polarity, source, text }: IndicatorFilter) {
  let rows = snapshot.rows(Indicator);
  if (topic != null) rows = rows.where('topic', '=', topic);
  if (pillar != null) rows = rows.where('pillar', '=', pillar);
  if (polarity != null) rows = rows.where('polarity', '=', polarity);
  if (source != null) rows = rows.where(({ exists }) => exists(toldBy(snapshot, source)));
  return search(rows, text, searched).$castTo<ListedIndicator>();
}

/** Whether a source has told anything of the indicator of the outer query. */
const toldBy = (snapshot: Snapshot, code: string) =>
  snapshot
    .plain(Source)
    .where('source.code', '=', code)
    .where(({ exists }) => exists(anyTold(snapshot, 'indicator.code')));

type Term = OrderTerm<ListedIndicator>;

/** The terms of each order of a list of indicators. */
export function indicatorOrder(order: IndicatorOrder, text: string | null | undefined): Term[] {
  const orders: Record<IndicatorOrder, Term[]> = {
    RELEVANCE: byRelevance(text, searched),
    CODE: [],
    NAME: [byName(searched)],
    TOPIC: [by('topic'), byName(searched)],
  };
  return [...orders[order], by('code')];
}
