import { type ChildProcess, fork } from 'node:child_process';
import { join } from 'node:path';
import type { Plan } from '../plan.js';
import type { PlannerReply, PlannerRequest } from './planner-process.js';

/** As it is built, so that a test that runs the sources starts it too. */
const ENTRY = join(import.meta.dirname, '../../../../dist/engine/plan/process/planner-process.js');

/** What a process says of its end. The rest may quote what a client has sent. */
const CAUSE = /panicked at \S+?(?=:?\s)|took more than \d+ bytes of memory|FATAL ERROR: [\w ]+/;
const LONGEST_SAID = 16_384;
/** Its work is native: without a compiler of JavaScript it takes a fifth less memory, and starts the sooner. */
const frugal = ['--jitless', '--max-semi-space-size=1'];

export interface PlannerChildOptions {
  /** Bytes of memory that it may hold. */
  readonly maxBytes: number;
  /** The file that is run. */
  readonly entry?: string;
}

/** The planner's process ended before it had an answer. */
export class PlannerEnded extends Error {}

/** The life of one planner's process. It is asked one thing at a time. */
export class PlannerChild {
  /** Rejects with PlannerEnded, or with why it cannot read the supergraph. */
  readonly ready: Promise<void>;
  /** Fulfilled with how it ended. */
  readonly ended: Promise<string>;
  readonly #process: ChildProcess;
  #usable = false;
  #said = '';
  #held = 0;
  #end?: string;
  #settle?: { resolve(reply: PlannerReply): void; reject(reason: Error): void };

  constructor(supergraph: string, { maxBytes, entry = ENTRY }: PlannerChildOptions) {
    // None of the gateway's secrets, nor a debugger's port.
    this.#process = fork(entry, { env: {}, execArgv: frugal, stdio: ['ignore', 'ignore', 'pipe', 'ipc'] });
    this.#process.stderr?.on('data', (said) => {
      this.#said = (this.#said + said).slice(0, LONGEST_SAID);
    });
    this.#process.on('message', (reply: PlannerReply) => this.#settle?.resolve(reply));
    this.ended = this.#ending();
    this.#hold(0);
    this.ready = this.#ask({ supergraph, maxBytes }).then(() => {
      this.#usable = this.#end === undefined;
    });
    this.ready.catch(() => {});
  }

  /** Whether it can be asked for a plan. */
  get usable(): boolean {
    return this.#usable;
  }

  get pid(): number | undefined {
    return this.#process.pid;
  }

  /** @throws PlannerEnded, or Error with the planner's own words if it finds no plan */
  async plan(query: string, operationName: string | undefined): Promise<Plan | undefined> {
    return (await this.#ask({ query, operationName })).plan;
  }

  /** @returns when it has ended */
  async kill(why: string): Promise<void> {
    this.#usable = false;
    this.#end ??= why;
    this.#hold(1);
    this.#process.kill('SIGKILL');
    await this.ended;
  }

  async #ask(request: PlannerRequest): Promise<PlannerReply> {
    this.#hold(1);
    try {
      const reply = await new Promise<PlannerReply>((resolve, reject) => {
        this.#settle = { resolve, reject };
        // What cannot be sent goes to a process that has ended, which is told in its own way.
        this.#process.send(request, () => {});
      });
      if (reply.failure !== undefined) throw new Error(reply.failure);
      return reply;
    } finally {
      this.#hold(-1);
    }
  }

  /** It keeps this process alive only while somebody waits for it. */
  #hold(more: number): void {
    this.#held += more;
    const each = this.#held > 0 ? 'ref' : 'unref';
    this.#process[each]();
    this.#process.channel?.[each]();
    (this.#process.stderr as Partial<NodeJS.RefCounted> | null)?.[each]?.();
  }

  #ending(): Promise<string> {
    return new Promise((resolve) => {
      const end = (how: string) => {
        this.#usable = false;
        this.#end ??= CAUSE.exec(this.#said)?.[0] ?? how;
        this.#settle?.reject(new PlannerEnded(this.#end));
        resolve(this.#end);
      };
      this.#process.once('close', (code, signal) => end(signal ?? `exit code ${code}`));
      this.#process.on('error', (error) => {
        if (this.#process.pid === undefined) end(error.message);
      });
    });
  }
}
