import { Counter, type CounterConfiguration } from 'prom-client';

/**
 * A counter with one label. It passes its counts to prom-client at each scrape: the label lookup of prom-client takes
 * longer than a response from the cache.
 */
export class Tally<Value extends string | number> {
  readonly #counts = new Map<Value, number>();

  constructor(configuration: Omit<CounterConfiguration<string>, 'labelNames' | 'collect'>, label: string) {
    const counter: Counter = new Counter({
      ...configuration,
      labelNames: [label],
      collect: () => {
        counter.reset();
        for (const [value, count] of this.#counts) counter.inc({ [label]: value }, count);
      },
    });
  }

  inc(value: Value): void {
    this.#counts.set(value, (this.#counts.get(value) ?? 0) + 1);
  }
}
