import type { FieldUse, UsageCounter } from '@cabildo/gateway';
import { type ConnectedSubgraph, Snapshot } from '@cabildo/kit';
import { recordRows, repository } from '@cabildo/registry';

const author = { by: 'cabildo', note: 'Usage of fields' };

/** Records what a gateway counted, once an hour and at the end, as one revision of the registry. */
export class UsageRecorder {
  readonly #registry: ConnectedSubgraph;
  readonly #counter: UsageCounter;
  readonly #report: (error: unknown) => void;
  #timer?: NodeJS.Timeout;

  constructor(registry: ConnectedSubgraph, counter: UsageCounter, report: (error: unknown) => void) {
    this.#registry = registry;
    this.#counter = counter;
    this.#report = report;
  }

  /** @param interval milliseconds */
  start(interval = 3_600_000): void {
    this.#timer = setInterval(() => void this.record(), interval).unref();
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.record();
  }

  /** Adds the counts to those of the day. A failure is reported and loses the counts of one interval. */
  async record(now = new Date()): Promise<void> {
    const uses = this.#counter.drain();
    if (uses.length === 0) return;
    try {
      await recordUsage(this.#registry, uses, now.toISOString().slice(0, 10));
    } catch (error) {
      this.#report(error);
    }
  }
}

/** Adds counts to those that are recorded for a day. */
export async function recordUsage(registry: ConnectedSubgraph, uses: readonly FieldUse[], day: string): Promise<void> {
  const snapshot = await Snapshot.newest(registry.database);
  const recorded = await repository.fieldUsage(snapshot, { dayFrom: day, dayTo: day }).execute();
  const keyOfUse = ({ coordinate, clientName, operationName }: Omit<FieldUse, 'requestCount'>) =>
    JSON.stringify([coordinate, clientName, operationName]);
  const before = new Map(recorded.map((row) => [keyOfUse(row), row.requestCount]));
  const rows = uses.map((use) => ({
    day,
    ...use,
    requestCount: (before.get(keyOfUse(use)) ?? 0) + use.requestCount,
  }));
  await recordRows(registry, 'field_usage', rows, author);
}
