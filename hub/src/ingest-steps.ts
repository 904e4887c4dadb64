import type { Amount, Progress } from '@cabildo/kit';
import type { Report, Steps } from './steps.js';

const MEGABYTE = 1_000_000;

function counting({ total, unit }: Amount, report: Report): (count: number) => void {
  const [size, name] = unit === 'bytes' ? [MEGABYTE, 'MB'] : [1, unit];
  let done = 0;
  return (count) => {
    done += count;
    report({ done: done / size, total: total / size, unit: name });
  };
}

/** Shows the progress of an ingestion, step by step. */
export class IngestSteps {
  #end: (() => void) | undefined;
  #shown = Promise.resolve();

  constructor(private readonly steps: Steps) {}

  async run<Result>(work: (progress: Progress) => Promise<Result>): Promise<Result> {
    let addProgress: (count: number) => void = () => undefined;
    const progress: Progress = {
      step: (title, of) => {
        addProgress = () => undefined;
        this.#next(title, (report) => {
          if (of) addProgress = counting(of, report);
        });
      },
      done: (count) => addProgress(count),
    };
    try {
      return await work(progress);
    } finally {
      this.#end?.();
      await this.#shown;
    }
  }

  /** Ends the current step and shows the next one. */
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
