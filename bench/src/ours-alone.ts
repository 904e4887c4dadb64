import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Running, startContender, startNode } from './contender.ts';
import { supergraphAt } from './graph.ts';
import { machine } from './report.ts';

/** Our gateway on a core of its own, uncached, over the stand-ins on another. */
export async function startOurs(): Promise<{ running: Running; stop(): Promise<void> }> {
  const standIn = startNode([join(import.meta.dirname, 'stand-in.ts')], {}, 0);
  const agencies = await new Promise<string>((resolve) =>
    standIn.stdout!.once('data', (chunk: Buffer) => resolve(`http://127.0.0.1:${String(chunk).trim()}`)),
  );
  const supergraph = join(mkdtempSync(join(tmpdir(), 'bench-')), 'supergraph.graphql');
  writeFileSync(supergraph, supergraphAt(agencies));
  const ours = { name: 'Cabildo, uncached', args: [join(import.meta.dirname, 'ours.ts')], env: { MODE: 'uncached' } };
  const running = await startContender(ours, { SUPERGRAPH: supergraph });
  return {
    running,
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
