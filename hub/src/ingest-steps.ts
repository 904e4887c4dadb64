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

/** Shows the steps of an ingestion as it takes them: each by how much of it is done, where that is known. */
export class IngestSteps {
  #end: (() => void) | undefined;
  #shown = Promise.resolve();

  constructor(private readonly steps: Steps) {}

  async run<Result>(work: (progress: Progress) => Promise<Result>): Promise<Result> {
    let tell: (count: number) => void = () => undefined;
    const progress: Progress = {
      step: (title, of) => {
        tell = () => undefined;
        this.#next(title, (report) => {
          if (of) tell = counting(of, report);
        });
      },
      done: (count) => tell(count),
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
