import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const FROM_SOURCE = fileURLToPath(new URL('../../e2e/postgres/from-source.js', import.meta.url));
export const INSTANCE_MAIN = fileURLToPath(new URL('instance-main.ts', import.meta.url));

/** The first thing that an instance says: that it has the home, or why not. */
export interface Report {
  pid?: number;
  postgres?: number;
  reused?: boolean;
  dsn?: string;
  code?: string;
  message?: string;
  stack?: string;
}

const started: Instance[] = [];

/** Ends what a test that failed left running. */
export async function endInstances(): Promise<void> {
  await Promise.all(started.splice(0).map((instance) => instance.end('SIGKILL')));
}

/** A process of its own that takes a home. */
export class Instance {
  private constructor(
    readonly child: ChildProcess,
    readonly report: Report,
  ) {}

  static async start(home: string, label = 'http://localhost:4000'): Promise<Instance> {
    const child = spawn(process.execPath, ['--import', FROM_SOURCE, INSTANCE_MAIN, home, label], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const instance = new Instance(child, await firstLine(child));
    started.push(instance);
    return instance;
  }

  async end(signal: NodeJS.Signals): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = once(this.child, 'exit');
    this.child.kill(signal);
    await exited;
  }
}

export async function firstLine(child: ChildProcess): Promise<Report> {
  if (!child.stdout) throw new Error('the instance has no standard output');
  const [line] = await once(createInterface(child.stdout), 'line');
  return JSON.parse(line as string) as Report;
}
