import { notFound, type Snapshot } from '@cabildo/kit';
import { byTime } from '../observation/period.js';
import type { Pillar } from '../vocabulary/pillar.js';
import type { Topic } from '../vocabulary/topic.js';
import type { Indicator } from './indicator.js';
import * as repository from './indicator.repository.js';
import type { Series } from './series.js';
import type { SourcePreference } from './source-preference.js';

export interface IndicatorChoice {
  codes?: string[] | null;
  topic?: Topic | null;
  pillar?: Pillar | null;
}

/** All indicators with their series and source preferences, in memory: every request needs them, and they are few. */
export class Catalogue {
  readonly #indicators: Map<string, Indicator>;
  readonly #series = new Map<string, Series[]>();
  readonly #preferences: Map<string, SourcePreference[]>;

  constructor(indicators: Indicator[], series: Series[], preferences: SourcePreference[]) {
    this.#indicators = new Map(indicators.map((indicator) => [indicator.code, indicator]));
    for (const each of series.toSorted(oldestFirst))
      this.#series.set(each.indicatorCode, [...this.seriesOf(each.indicatorCode), each]);
    this.#preferences = Map.groupBy(preferences, ({ indicatorCode }) => indicatorCode);
  }

  find(code: string): Indicator | null {
    return this.#indicators.get(code) ?? null;
  }

  /** @throws CabildoError NOT_FOUND */
  indicator(code: string): Indicator {
    const found = this.#indicators.get(code);
    if (!found) throw notFound('indicator', code, 'indicators');
    return found;
  }

  /**
   * The indicators with these codes, in their order, or all indicators; of one topic or pillar, if chosen.
   * @throws CabildoError NOT_FOUND
   */
  choose({ codes, topic, pillar }: IndicatorChoice): Indicator[] {
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

  /** The position of a series among those of its indicator, oldest first. */
  recencyOf(indicatorCode: string, code: string): number {
    return this.seriesOf(indicatorCode).findIndex((series) => series.code === code);
  }

  /** The declared source preferences of an indicator, most preferred first. */
  preferencesOf(indicatorCode: string): SourcePreference[] {
    return this.#preferences.get(indicatorCode) ?? [];
  }
}

/** By first period; unknown first periods come first. */
function oldestFirst(a: Series, b: Series): number {
  const unknown = Number(a.firstPeriod !== null) - Number(b.firstPeriod !== null);
  const begins = a.firstPeriod && b.firstPeriod ? byTime(a.firstPeriod, b.firstPeriod) : unknown;
  return begins || (a.code < b.code ? -1 : 1);
}

/** The catalogue at the revision of a snapshot. */
export const catalogueAt = (snapshot: Snapshot): Promise<Catalogue> => snapshot.once(readCatalogue);

async function readCatalogue(snapshot: Snapshot): Promise<Catalogue> {
  const [indicators, series, preferences] = await Promise.all([
    repository.allIndicators(snapshot),
    repository.allSeries(snapshot),
    repository.allPreferences(snapshot),
  ]);
  return new Catalogue(indicators, series, preferences);
}
