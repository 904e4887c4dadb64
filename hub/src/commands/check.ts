import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type AcceptedChange, changesSince, conventionFindings } from '@cabildo/schema';
import { type ContractFile, emitContract } from '../contract.js';
import { schemaFolder } from '../place.js';

/**
 * Checks the contract: that `schema/` is what the code emits, that the API has no breaking or dangerous change since the
 * committed baseline, and that it keeps the conventions. Prints every problem; returns true if there is none.
 */
export async function check(): Promise<boolean> {
  const emitted = emitContract();
  const supergraph = emitted.find(({ name }) => name === 'supergraph.graphql')!;
  const problems = [...(await baselineProblems(supergraph.text)), ...conventionProblems(supergraph.text)];
  for (const file of emitted)
    if ((await committed(file.name)) !== file.text)
      problems.push(`differs   schema/${file.name}: run hub compose, and review the difference`);
  for (const problem of problems) process.stdout.write(`${problem}\n`);
  if (problems.length === 0)
    process.stdout.write('schema/ is what the code emits, and has no unaccepted change since the baseline.\n');
  return problems.length === 0;
}

async function baselineProblems(sdl: string): Promise<string[]> {
  const baseline = await committed('baseline.graphql');
  if (baseline === undefined) return ['missing   schema/baseline.graphql: restore it from the last release'];
  const accepted: AcceptedChange[] = JSON.parse((await committed('accepted-changes.json')) ?? '[]');
  return changesSince(baseline, sdl, accepted).map(
    ({ coordinate, kind, sentence }) => `changed   ${coordinate} (${kind}): ${sentence}`,
  );
}

const conventionProblems = (sdl: string): string[] =>
  conventionFindings(sdl).map(({ rule, sentence }) => `convention ${rule}: ${sentence}`);

async function committed(name: ContractFile['name']): Promise<string | undefined> {
  try {
    return await readFile(join(schemaFolder, name), 'utf8');
  } catch {
    return undefined;
  }
}
