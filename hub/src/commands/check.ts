import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { breakingChanges } from '@cabildo/schema';
import { type ContractFile, emitContract } from '../contract.js';
import { schemaFolder } from '../place.js';

/** Compares `schema/` with what the code emits and names each breaking change; answers whether they are the same. */
export async function check(): Promise<boolean> {
  const emitted = emitContract();
  const stale: string[] = [];
  for (const file of emitted) if ((await committed(file)) !== file.text) stale.push(file.name);
  const supergraph = emitted.find(({ name }) => name === 'supergraph.graphql')!;
  const before = await committed(supergraph);
  const breaking = before === undefined ? [] : breakingChanges(before, supergraph.text);
  for (const { coordinate, sentence } of breaking) process.stdout.write(`breaking  ${coordinate}: ${sentence}\n`);
  for (const name of stale)
    process.stdout.write(`differs   schema/${name}: run hub compose, and review what it changes\n`);
  if (stale.length === 0) process.stdout.write('schema/ is what the code emits.\n');
  return stale.length === 0;
}

async function committed({ name }: ContractFile): Promise<string | undefined> {
  try {
    return await readFile(join(schemaFolder, name), 'utf8');
  } catch {
    return undefined;
  }
}
