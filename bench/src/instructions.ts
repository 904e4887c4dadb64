// Instructions of one request: the figure that a busy host changes least. By `perf stat`, where the machine counts
// instructions for this process; else by callgrind, where valgrind is installed.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask, type Contender, type GatewayServer, startContender } from './contender.ts';

export type Counter = 'perf' | 'callgrind';

/** How instructions can be counted here, if they can. */
export function counterOf(): Counter | undefined {
  const perf = spawnSync('perf', ['stat', '-x,', '-e', 'instructions:u', 'true'], { encoding: 'utf8' });
  if (perf.status === 0 && /^\d+,/m.test(perf.stderr)) return 'perf';
  return spawnSync('valgrind', ['--version']).status === 0 ? 'callgrind' : undefined;
}

/** The instructions that a running process takes for one of so many requests. */
export async function countByPerf(running: GatewayServer, query: string, requests: number): Promise<number> {
  const perf = spawn('perf', ['stat', '-x,', '-e', 'instructions:u', '-p', String(running.pid)]);
  let text = '';
  perf.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  await sleep(500);
  for (let i = 0; i < requests; i++) await ask(running.port, query);
  const gone = new Promise((resolve) => perf.once('exit', resolve));
  perf.kill('SIGINT');
  await gone;
  return Number(/^(\d+),/m.exec(text)?.[1]) / requests;
}

/**
 * Starts the contender under valgrind, lets it warm up uncounted, and counts the instructions of so many requests. The
 * machine code of its compiler is counted as any other.
 */
export async function countByCallgrind(
  contender: Contender,
  env: Record<string, string>,
  query: string,
  { warming, requests }: { readonly warming: number; readonly requests: number },
): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), 'callgrind-'));
  const through = [
    'valgrind',
    '--quiet',
    '--tool=callgrind',
    '--smc-check=all-non-file',
    '--instr-atstart=no',
    `--callgrind-out-file=${join(folder, 'out.%p')}`,
  ];
  const running = await startContender({ ...contender, through }, env);
  try {
    for (let i = 0; i < warming; i++) await ask(running.port, query);
    control('-i', 'on', running.pid);
    // What was compiled is translated again once instructions are counted.
    for (let i = 0; i < 5; i++) await ask(running.port, query);
    control('-d', running.pid);
    for (let i = 0; i < requests; i++) await ask(running.port, query);
    control('-d', running.pid);
    return totalOf(folder, running.pid) / requests;
  } finally {
    await running.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function control(...args: readonly (string | number)[]): void {
  const { status, stderr } = spawnSync('callgrind_control', args.map(String), { encoding: 'utf8' });
  if (status !== 0) throw new Error(`callgrind_control ${args.join(' ')} failed: ${stderr}`);
}

/** The total of the last dump of a process. */
function totalOf(folder: string, pid: number): number {
  const last = readdirSync(folder)
    .filter((name) => name === `out.${pid}.2`)
    .map((name) => readFileSync(join(folder, name), 'utf8'));
  return Number(/^totals: (\d+)/m.exec(last[0] ?? '')?.[1]);
}
