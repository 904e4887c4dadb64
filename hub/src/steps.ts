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
    try {
      const result = await work(this.reporter(line, began));
      line.end(seconds(this.now() - began));
      return result;
    } catch (error) {
      line.end('failed');
      throw error;
    }
  }

  /** A line of its own. */
  say(text: string): void {
    this.screen.write(`${text}\n`);
  }

  private reporter(line: Line, began: number): Report {
    let shown = began;
    return (progress) => {
      const now = this.now();
      if (now - shown < (this.screen.isTTY ? REDRAW_MS : PLAIN_EVERY_MS)) return;
      shown = now;
      line.move(describe(progress, now - began));
    };
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

function describe({ done, total, unit }: Progress, elapsed: number): string {
  const share = total ? `${Math.floor((100 * done) / total)} %, ` : '';
  const rate = elapsed > 0 ? `, ${count((1000 * done) / elapsed)} ${unit}/s` : '';
  return `${share}${count(done)}${total ? ` of ${count(total)}` : ''} ${unit}${rate}${left({ done, total }, elapsed)}`;
}

function left({ done, total }: Pick<Progress, 'done' | 'total'>, elapsed: number): string {
  if (!total || done === 0 || elapsed === 0 || done >= total) return '';
  return `, ${Math.ceil(((total - done) * elapsed) / done / 1000)} s left`;
}

function count(value: number): string {
  return Math.round(value).toLocaleString('en');
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
