import { basename } from 'node:path';
import { findProcess, type ProcessEntry, stillRuns } from './processes.js';

const EVERY_MS = 500;
const LAUNCHER = /^(npx|npm|pnpx|pnpm|yarn)(-cli)?(\.[cm]?js)?$/;
const SHELL = /^(sh|ash|dash|bash|zsh|busybox)$/;

/**
 * Calls back once when one of the package managers that started us is gone. Where only `npx` is signalled, as a service
 * manager without a terminal does, it ends without a signal to its child, which would then run unnoticed.
 * Does nothing where we were started directly or by a shell.
 * @returns ends the watch
 */
export function whenAbandoned(callback: () => void, launchers = findLaunchers()): () => void {
  if (launchers.length === 0) return () => {};
  const timer = setInterval(() => {
    if (launchers.every(stillRuns)) return;
    clearInterval(timer);
    callback();
  }, EVERY_MS);
  timer.unref();
  return () => clearInterval(timer);
}

/** The package managers above this process, nearest first, with the shells that they run scripts by. */
export function findLaunchers(): ProcessEntry[] {
  const chain: ProcessEntry[] = [];
  for (let next = findProcess(process.ppid); next && (isLauncher(next) || isScriptShell(next)); ) {
    chain.push(next);
    next = findProcess(next.parent);
  }
  // The shells above the last package manager are a user's, who may leave them.
  return chain.slice(0, chain.findLastIndex(isLauncher) + 1);
}

function isLauncher({ command }: ProcessEntry): boolean {
  const [program = '', script = ''] = command.split(' ').map((word) => basename(word));
  return LAUNCHER.test(program) || (/^node/.test(program) && LAUNCHER.test(script));
}

function isScriptShell({ command }: ProcessEntry): boolean {
  const [program = '', option] = command.split(' ');
  return SHELL.test(basename(program)) && option === '-c';
}
