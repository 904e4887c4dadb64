import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Contender {
  readonly name: string;
  readonly args: readonly string[];
  /** A command through which it is started, such as a profiler. */
  readonly through?: readonly string[];
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface GatewayServer {
  readonly contender: Contender;
  readonly port: number;
  readonly pid: number;
  /** Seconds of CPU that it has used, all its threads together, and the processes that it started. */
  cpu(): number;
  /** The most memory that it ever held, in bytes, and with it the processes that it started. */
  peak(): number;
  stop(): Promise<void>;
}

const canPin = process.platform === 'linux' && existsSync('/usr/bin/taskset');
const ticksPerSecond = 100;

/** The core of the load and the stand-ins. */
export const besideCore = 0;
const contenderCore = 1;

/** Starts a process of Node on one core, where the system lets it be said. */
export function startNode(args: readonly string[], env: Record<string, string>, core: number): ChildProcess {
  return startPinned([process.execPath, ...args], env, core);
}

function startPinned(
  command: readonly string[],
  env: Record<string, string>,
  core: number,
  cwd?: string,
): ChildProcess {
  const pinned = canPin ? ['taskset', '-c', String(core), ...command] : command;
  const child = spawn(pinned[0]!, pinned.slice(1), {
    cwd,
    env: { ...process.env, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  child.once('exit', () => process.off('exit', kill));
  return child;
}

/**
 * Keeps this process, and what it has not started yet, on one core, where the system lets it be said: a load that an
 * answer wakes would run on the contender's core first.
 */
export function stayOn(core: number): void {
  if (canPin) execFileSync('taskset', ['-a', '-c', '-p', String(core), String(process.pid)]);
}

export async function startContender(contender: Contender, env: Record<string, string>): Promise<GatewayServer> {
  const port = await freePort();
  const args = contender.args.map((arg) =>
    arg.replace('{port}', String(port)).replace('{supergraph}', env.SUPERGRAPH!),
  );
  const command = [...(contender.through ?? []), process.execPath, ...args];
  const child = startPinned(command, { ...env, ...contender.env, PORT: String(port) }, contenderCore, contender.cwd);
  child.stdout!.resume();
  await answers(port, child, contender.name);
  const sum = (of: (pid: number) => number) => family(child.pid!).reduce((total, pid) => total + of(pid), 0);
  return {
    contender,
    port,
    pid: child.pid!,
    cpu: () => sum(cpuOf),
    peak: () => sum((pid) => peakOf(pid) - (pid === child.pid ? 0 : sharedBy(pid))),
    stop: async () => {
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
    },
  };
}

/** A process and those that it started, such as the planner of our gateway. */
function family(pid: number): number[] {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const children = all.map(Number).filter((each) => statOf(each)[1] === String(pid));
  return [pid, ...children.flatMap(family)];
}

/** From the state of the process on; nothing if it has ended. */
function statOf(pid: number): readonly string[] {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
  } catch {
    return [];
  }
}

/**
 * Seconds of CPU that a process has used, all its threads together: to the nanosecond, from the scheduler, where the
 * system has its statistics; else in ticks of ten milliseconds.
 */
export function cpuOf(pid: number): number {
  try {
    const tasks = readdirSync(`/proc/${pid}/task`);
    const used = tasks.map((task) => Number(readFileSync(`/proc/${pid}/task/${task}/schedstat`, 'utf8').split(' ')[0]));
    return used.reduce((sum, it) => sum + it, 0) / 1e9;
  } catch {
    return ticksOf(pid);
  }
}

function ticksOf(pid: number): number {
  const fields = statOf(pid);
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}

const memoryOf = (pid: number, name: 'VmHWM' | 'RssFile'): number =>
  Number(new RegExp(`${name}:\\s+(\\d+)`).exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) * 1024;
const peakOf = (pid: number): number => memoryOf(pid, 'VmHWM');
/** Pages of files, which are the program's for the most part: one copy lies in memory, for whoever runs it. */
const sharedBy = (pid: number): number => memoryOf(pid, 'RssFile');

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

async function answers(port: number, child: ChildProcess, name: string): Promise<void> {
  for (let i = 0; i < 300; i++) {
    if (child.exitCode !== null) throw new Error(`${name} ended with code ${child.exitCode} before it answered.`);
    const answer = await ask(port, '{ __typename }').catch(() => undefined);
    if (answer !== undefined) return;
    await sleep(100);
  }
  throw new Error(`${name} did not answer within 30 s.`);
}

const agent = new Agent({ keepAlive: true });

/** Asks by node's own HTTP, for what fetch adds to a body of megabytes would be measured with it. */
export function ask(port: number, query: string, headers: Readonly<Record<string, string>> = {}): Promise<string> {
  const body = JSON.stringify({ query });
  const options = {
    host: '127.0.0.1',
    port,
    path: '/graphql',
    method: 'POST',
    agent,
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headers },
  };
  return new Promise((resolve, reject) => {
    const asked = request(options, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () => resolve(Buffer.concat(chunks).toString())).on('error', reject);
    });
    asked.on('error', reject).end(body);
  });
}
