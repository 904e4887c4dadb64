import type { Progress } from '@cabildo/kit';
import type { Report, Steps } from './steps.js';

const MEGABYTE = 1_000_000;

/** Shows the steps of an ingestion as it takes them: the reading by its bytes, what follows by its names. */
export class IngestSteps {
  #end: (() => void) | undefined;
  #shown = Promise.resolve();

  constructor(private readonly steps: Steps) {}

  async run<Result>(work: (progress: Progress) => Promise<Result>): Promise<Result> {
    let report: Report = () => undefined;
    let total = 0;
    let done = 0;
    const progress: Progress = {
      begin: (bytes) => {
        total = bytes;
        this.#next('Reading', (to) => {
          report = to;
        });
      },
      read: (bytes) => {
        done += bytes;
        report({ done: done / MEGABYTE, total: total / MEGABYTE, unit: 'MB' });
      },
      step: (title) => this.#next(title),
    };
    try {
      return await work(progress);
    } finally {
      this.#end?.();
      await this.#shown;
    }
  }

  /** Ends the step that is shown and shows the next. */
  #next(title: string, take: (report: Report) => void = () => undefined): void {
    this.#end?.();
    let end: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    this.#end = end;
    this.#shown = this.#shown.then(() =>
      this.steps.run(title, (report) => {
        take(report);
        return ended;
      }),
    );
  }
}
