import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const HUB = fileURLToPath(new URL('../hub/bin/hub.js', import.meta.url));
const ADDRESS = /Cabildo answers at (http:\/\/localhost:\d+)/;

/** A `hub` command as a process of its own. */
export class HubProcess {
  output = '';
  readonly #child: ChildProcess;
  readonly #exited: Promise<number | NodeJS.Signals>;

  constructor(args: string[], environment: Record<string, string> = {}) {
    this.#child = spawn(process.execPath, [HUB, ...args], {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.#child.stdout!, this.#child.stderr!])
      stream.on('data', (chunk) => (this.output += chunk));
    this.#exited = once(this.#child, 'exit').then(([code, signal]) => code ?? signal);
  }

  get pid(): number {
    return this.#child.pid!;
  }

  /** The exit code, or the signal that ended it. */
  get exited(): Promise<number | NodeJS.Signals> {
    return this.#exited;
  }

  async end(signal: NodeJS.Signals): Promise<number | NodeJS.Signals> {
    this.#child.kill(signal);
    return this.#exited;
  }

  /** Waits until the output holds the pattern; rejects with the output where the process ends before. */
  async says(pattern: RegExp): Promise<RegExpExecArray> {
    for (;;) {
      const match = pattern.exec(this.output);
      if (match) return match;
      const next = await Promise.race([
        once(this.#child.stdout!, 'data'),
        once(this.#child.stderr!, 'data'),
        this.#exited,
      ]);
      if (!Array.isArray(next) && !pattern.test(this.output))
        throw new Error(`it ended (${next}) after:\n${this.output}`);
    }
  }
}

export interface RunningHub extends HubProcess {
  url: string;
}

/** Starts the whole hub on a home, on any free port, and waits for its address. */
export async function startHub(home: string, environment: Record<string, string> = {}): Promise<RunningHub> {
  const hub = new HubProcess(['start'], { PORT: '0', CABILDO_HOME: home, ...environment });
  const [, url] = await hub.says(ADDRESS);
  return Object.assign(hub, { url: url! });
}

/** Asks a GraphQL endpoint as a dashboard does. */
export async function ask(url: string, query: string, variables?: Record<string, unknown>) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables }),
  });
  return (await response.json()) as {
    data: Record<string, never>;
    errors?: { message: string; extensions: { code: string } }[];
  };
}
