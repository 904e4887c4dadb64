import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { codeOf } from './errors.js';

/** What the operating system reports about a running process. */
export interface ProcessEntry {
  pid: number;
  parent: number;
  /** The command line, words joined by spaces. */
  command: string;
  /** Opaque. Together with the pid it distinguishes a process from a later one with the same pid. */
  started: string;
}

/** The process with this number, or undefined where none runs: one that only waits to be reaped does not run. */
export function findProcess(pid: number): ProcessEntry | undefined {
  return process.platform === 'linux' ? fromProc(pid) : fromPs(pid);
}

export function isRunning(pid: number): boolean {
  return process.platform === 'linux' ? fromProc(pid) !== undefined : acceptsSignals(pid);
}

/**
 * Whether a process still runs. Cheap enough for a timer, and never throws: if /proc cannot be read, such as with EMFILE, the
 * process counts as running if its number accepts signals. Outside Linux a later process of the same number counts as it.
 */
export function stillRuns({ pid, started }: ProcessEntry): boolean {
  if (process.platform !== 'linux') return acceptsSignals(pid);
  try {
    return fromProc(pid)?.started === started;
  } catch {
    return acceptsSignals(pid);
  }
}

function fromProc(pid: number): ProcessEntry | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The second field is the program's name in brackets, and may itself hold brackets and spaces.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z' || fields[0] === 'X') return undefined;
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
    return { pid, parent: Number(fields[1]), command, started: fields[19] ?? '' };
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ESRCH') return undefined;
    throw error;
  }
}

const PS_LINE = /^\s*(\d+)\s+(\S+)\s+(\S+\s+\S+\s+\S+\s+\S+\s+\S+)\s+(.*)$/;

function fromPs(pid: number): ProcessEntry | undefined {
  if (!acceptsSignals(pid)) return undefined;
  const line = ps(pid);
  const [, parent, state, started, command] = PS_LINE.exec(line) ?? [];
  if (!parent || !started || state?.startsWith('Z')) return undefined;
  return { pid, parent: Number(parent), command: command ?? '', started };
}

function ps(pid: number): string {
  try {
    const columns = 'ppid=,state=,lstart=,command=';
    return execFileSync('ps', ['-o', columns, '-p', String(pid)], { encoding: 'utf8', env: { LC_ALL: 'C' } });
  } catch {
    return ''; // ps exits with 1 where there is no such process
  }
}

function acceptsSignals(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}
