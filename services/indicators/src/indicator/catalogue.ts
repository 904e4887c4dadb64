import { notFound, type Snapshot } from '@cabildo/kit';
import { byTime } from '../observation/period.js';
import type { Pillar } from '../vocabulary/pillar.js';
import type { Topic } from '../vocabulary/topic.js';
import type { Indicator } from './indicator.js';
import * as repository from './indicator.repository.js';
import type { Series } from './series.js';

export interface Choice {
  codes?: string[] | null;
  topic?: Topic | null;
  pillar?: Pillar | null;
}

/** The indicators and their series: few, and needed whatever is asked. */
export class Catalogue {
  readonly #indicators: Map<string, Indicator>;
  readonly #series = new Map<string, Series[]>();

  constructor(indicators: Indicator[], series: Series[]) {
    this.#indicators = new Map(indicators.map((indicator) => [indicator.code, indicator]));
    for (const each of series.toSorted(oldestFirst))
      this.#series.set(each.indicatorCode, [...this.seriesOf(each.indicatorCode), each]);
  }

  find(code: string): Indicator | null {
    return this.#indicators.get(code) ?? null;
  }

  /** The indicator of a code; NOT_FOUND where there is none. */
  indicator(code: string): Indicator {
    const found = this.#indicators.get(code);
    if (!found) throw notFound('indicator', code, 'indicators');
    return found;
  }

  /** The indicators of a topic and pillar, or those of `codes`, in their order; NOT_FOUND where one of these is none. */
  choose({ codes, topic, pillar }: Choice): Indicator[] {
    const from = codes ? [...new Set(codes)].map((code) => this.indicator(code)) : [...this.#indicators.values()];
    return from.filter((each) => (topic == null || each.topic === topic) && (pillar == null || each.pillar === pillar));
  }

  /** The series of an indicator, oldest first. */
  seriesOf(indicatorCode: string): Series[] {
    return this.#series.get(indicatorCode) ?? [];
  }

  series(indicatorCode: string, code: string): Series | undefined {
    return this.seriesOf(indicatorCode).find((series) => series.code === code);
  }

  /** The place in time of a series among those of its indicator: the higher the newer. */
  recencyOf(indicatorCode: string, code: string): number {
    return this.seriesOf(indicatorCode).findIndex((series) => series.code === code);
  }
}

/** A series is newer the later it begins; one of unknown beginning is the oldest. */
function oldestFirst(a: Series, b: Series): number {
  const unknown = Number(a.firstPeriod !== null) - Number(b.firstPeriod !== null);
  const begins = a.firstPeriod && b.firstPeriod ? byTime(a.firstPeriod, b.firstPeriod) : unknown;
  return begins || (a.code < b.code ? -1 : 1);
}

/** The catalogue as it stood at the revision that is read. */
export const catalogueAt = (snapshot: Snapshot): Promise<Catalogue> => snapshot.once(readCatalogue);

async function readCatalogue(snapshot: Snapshot): Promise<Catalogue> {
  const [indicators, series] = await Promise.all([repository.allIndicators(snapshot), repository.allSeries(snapshot)]);
  return new Catalogue(indicators, series);
}
