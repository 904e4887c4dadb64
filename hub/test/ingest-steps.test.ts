import { expect, test } from '@jest/globals';
import { IngestSteps } from '../src/ingest-steps.js';
import { Steps } from '../src/steps.js';

const screen = () => {
  const shown: string[] = [];
  return { shown, isTTY: false, write: (text: string) => shown.push(text) };
};

test('an ingestion shows what it reads by its bytes, what it publishes by its rows, and the rest by its name', async () => {
  const plain = screen();
  let clock = 0;
  const result = await new IngestSteps(new Steps(plain, () => clock)).run(async (progress) => {
    progress.step('Reading', { total: 20_000_000, unit: 'bytes' });
    await turn();
    for (let done = 0; done < 4; done += 1) {
      clock += 2_000;
      progress.done(5_000_000);
    }
    await turn();
    clock += 1_000;
    progress.step('Comparing');
    await turn();
    clock += 500;
    progress.step('Publishing', { total: 9_000, unit: 'rows' });
    await turn();
    clock += 6_000;
    progress.done(3_000);
    return 'published';
  });
  expect(result).toBe('published');
  expect(plain.shown).toEqual([
    'Reading … 75 %, 15 of 20 MB, 3 MB/s, 2 s left\n',
    'Reading … 9.0 s\n',
    'Comparing … 0.5 s\n',
    'Publishing … 33 %, 3,000 of 9,000 rows, 500 rows/s, 12 s left\n',
    'Publishing … 6.0 s\n',
  ]);
});

test('an ingestion that fails ends the line that it was on', async () => {
  const plain = screen();
  const failing = new IngestSteps(new Steps(plain, () => 0)).run(async (progress) => {
    progress.step('Reading');
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(plain.shown).toEqual(['Reading … 0.0 s\n']);
});

/** Lets what was promised happen. */
const turn = () => new Promise((resolve) => setImmediate(resolve));
