import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { besideCore, cpuOf, type GatewayServer, startContender, startNode, stayOn } from './contender.ts';
import { supergraphAt } from './graph.ts';
import { machine } from './report.ts';

export interface OursAlone {
  readonly running: GatewayServer;
  /** Seconds of CPU that the stand-ins and this process have used. */
  othersCpu(): number;
  stop(): Promise<void>;
}

/**
 * Our gateway on a core of its own, over the stand-ins and this process on another.
 * @param delay milliseconds that an agency takes to answer
 */
export async function startOurs(mode = 'uncached', delay = '0'): Promise<OursAlone> {
  stayOn(besideCore);
  const standIn = startNode([join(import.meta.dirname, 'stand-in.ts')], { DELAY: delay }, besideCore);
  const agencies = await new Promise<string>((resolve) =>
    standIn.stdout!.once('data', (chunk: Buffer) => resolve(`http://127.0.0.1:${String(chunk).trim()}`)),
  );
  const supergraph = join(mkdtempSync(join(tmpdir(), 'bench-')), 'supergraph.graphql');
  writeFileSync(supergraph, supergraphAt(agencies));
  const ours = { name: `Cabildo, ${mode}`, args: [join(import.meta.dirname, 'ours.ts')], env: { MODE: mode } };
  const running = await startContender(ours, { SUPERGRAPH: supergraph });
  return {
    running,
    othersCpu: () => cpuOf(standIn.pid!) + cpuOf(process.pid),
    stop: async () => {
      await running.stop();
      standIn.kill('SIGKILL');
    },
  };
}

/** Prints what was measured, and writes it down with the machine. */
export function writeResults(name: string, text: string): void {
  const results = join(import.meta.dirname, '../results');
  mkdirSync(results, { recursive: true });
  const whole = `${text}\n${machine()}\n`;
  writeFileSync(join(results, `${name}-${new Date().toISOString().slice(0, 10)}.md`), whole);
  process.stdout.write(whole);
}
