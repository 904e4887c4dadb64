import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';

/** A process of node whose output can be waited for. */
export class NodeProcess {
  output = '';
  readonly #child: ChildProcess;
  /** The exit code, or the signal that ended it. */
  readonly exited: Promise<number | NodeJS.Signals>;

  constructor(args: string[], environment: Record<string, string> = {}) {
    const env = { ...process.env, ...environment };
    this.#child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.#child.stdout!, this.#child.stderr!])
      stream.on('data', (chunk) => {
        this.output += chunk;
      });
    this.exited = once(this.#child, 'exit').then(([code, signal]) => code ?? signal);
  }

  end(signal: NodeJS.Signals): Promise<number | NodeJS.Signals> {
    this.#child.kill(signal);
    return this.exited;
  }

  /** Closes the pipe that the process writes to. */
  hangUp(): void {
    this.#child.stdout!.destroy();
    this.#child.stderr!.destroy();
  }

  /** Waits until the output holds the pattern; rejects with the output where the process ends before. */
  async says(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this.output);
      if (match) return match;
      const heard = [once(this.#child.stdout!, 'data'), once(this.#child.stderr!, 'data')];
      const next = await Promise.race([...heard, this.exited]);
      if (!Array.isArray(next) && !pattern.test(this.output))
        throw new Error(`it ended (${next}) after:\n${this.output}`);
    }
  }
}
