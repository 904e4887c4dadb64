import { Counter, type CounterConfiguration } from 'prom-client';

/**
 * A counter by one label. It tells prom-client its counts when somebody asks for them: to have that find the labels of
 * each would cost an answer that is kept more than to find the answer.
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
