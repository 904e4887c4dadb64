import fc from 'fast-check';
import { problemOf } from './read-back.js';
import { tables } from './table.js';

// Generates COUNT tables from SEED, writes and reads each, and prints those that were read wrongly without a finding.
const [count = '10000', seed = '1'] = process.argv.slice(2);
let wrong = 0;
const kinds = new Map<string, number>();
for (const table of fc.sample(tables, { numRuns: Number(count), seed: Number(seed) })) {
  const kind = `${table.style.format} ${table.style.harm}`;
  kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  const problem = await problemOf(table);
  if (problem === undefined) continue;
  wrong += 1;
  if (wrong <= 5) process.stdout.write(`${problem}\n${JSON.stringify(table)}\n`);
}
process.stdout.write(
  `${count} tables of seed ${seed}, ${kinds.size} kinds of format and harm: ${wrong} read wrongly without a finding\n`,
);
process.exitCode = wrong > 0 ? 1 : 0;
