/** Where steps are shown: `process.stdout` will do. */
export interface Screen {
  isTTY?: boolean;
  columns?: number;
  write(text: string): unknown;
}

/** How far a long step is. */
export interface Progress {
  done: number;
  /** Unless it is not known. */
  total?: number;
  /** `rows`, `MB` */
  unit: string;
}

export type Report = (progress: Progress) => void;

const REDRAW_MS = 100;
const PLAIN_EVERY_MS = 5_000;
const TICK_MS = 1_000;

/** Shows steps on a terminal; into a file or a pipe they write nothing. */
export const onTerminal = (screen: Screen): Screen => (screen.isTTY ? screen : { write: () => undefined });

/** Shows what a command is doing: a line a step, redrawn as it moves on where the screen can. */
export class Steps {
  constructor(
    private readonly screen: Screen,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Does one step, and shows what it takes: `Starting PostgreSQL … 0.2 s`. */
  async run<T>(title: string, work: (report: Report) => T | Promise<T>): Promise<T> {
    const line = new Line(this.screen, title);
    const began = this.now();
    line.draw('');
    const reporter = this.reporter(line, began);
    const ticking = this.screen.isTTY ? setInterval(() => reporter.tick(), TICK_MS).unref() : undefined;
    try {
      const result = await work(reporter.report);
      line.end(seconds(this.now() - began));
      return result;
    } catch (error) {
      line.end('failed');
      throw error;
    } finally {
      clearInterval(ticking);
    }
  }

  /** A line of its own. */
  say(text: string): void {
    this.screen.write(`${text}\n`);
  }

  private reporter(line: Line, began: number) {
    let shown = began;
    let last: Progress | undefined;
    const show = () => {
      const now = this.now();
      if (now - shown < (this.screen.isTTY ? REDRAW_MS : PLAIN_EVERY_MS)) return;
      shown = now;
      const bar = last && this.screen.isTTY ? barOf(last) : '';
      line.move(last ? bar + describe(last, now - began) : seconds(now - began));
    };
    const report = (progress: Progress) => {
      last = progress;
      show();
    };
    // A step without new progress still shows that it runs.
    return { report, tick: show };
  }
}

/** The screen's last line. Going back to its start and writing over it needs no escape codes. */
class Line {
  private width = 0;

  constructor(
    private readonly screen: Screen,
    private readonly title: string,
  ) {}

  draw(state: string): void {
    if (this.screen.isTTY) this.screen.write(`\r${this.fit(state)}`);
  }

  move(state: string): void {
    if (this.screen.isTTY) this.draw(state);
    else this.screen.write(`${this.title} … ${state}\n`);
  }

  end(state: string): void {
    this.screen.write(this.screen.isTTY ? `\r${this.fit(state)}\n` : `${this.title} … ${state}\n`);
  }

  // A line that wraps can't be written over, nor one that was longer.
  private fit(state: string): string {
    const text = `${this.title} … ${state}`.slice(0, (this.screen.columns ?? 80) - 1);
    const padded = text.padEnd(this.width);
    this.width = text.length;
    return padded;
  }
}

const CELLS = 20;

function barOf({ done, total }: Progress): string {
  if (!total) return '';
  const filled = Math.min(CELLS, Math.floor((CELLS * done) / total));
  return `${'█'.repeat(filled)}${'░'.repeat(CELLS - filled)} `;
}

function describe({ done, total, unit }: Progress, elapsed: number): string {
  const share = total ? `${Math.floor((100 * done) / total)} %, ` : '';
  const rate = elapsed > 0 ? `, ${count((1000 * done) / elapsed)} ${unit}/s` : '';
  return `${share}${count(done)}${total ? ` of ${count(total)}` : ''} ${unit}${rate}${left({ done, total }, elapsed)}`;
}

function left({ done, total }: Pick<Progress, 'done' | 'total'>, elapsed: number): string {
  if (!total || done === 0 || elapsed === 0 || done >= total) return '';
  return `, ${duration(Math.ceil(((total - done) * elapsed) / done / 1000))} left`;
}

function duration(seconds: number): string {
  if (seconds < 100) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return minutes < 100 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en');
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
