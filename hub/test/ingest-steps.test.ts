import { expect, test } from '@jest/globals';
import { IngestSteps } from '../src/ingest-steps.js';
import { Steps } from '../src/steps.js';

const screen = () => {
  const shown: string[] = [];
  return { shown, isTTY: false, write: (text: string) => shown.push(text) };
};

test('an ingestion shows what it reads by its bytes, and then each step by its name', async () => {
  const plain = screen();
  let clock = 0;
  const result = await new IngestSteps(new Steps(plain, () => clock)).run(async (progress) => {
    progress.begin(20_000_000);
    await turn();
    for (let done = 0; done < 4; done += 1) {
      clock += 2_000;
      progress.read(5_000_000);
    }
    await turn();
    clock += 1_000;
    progress.step('Publishing');
    await turn();
    clock += 500;
    return 'published';
  });
  expect(result).toBe('published');
  expect(plain.shown).toEqual([
    'Reading … 75 %, 15 of 20 MB, 3 MB/s, 2 s left\n',
    'Reading … 9.0 s\n',
    'Publishing … 0.5 s\n',
  ]);
});

test('an ingestion that fails ends the line that it was on', async () => {
  const plain = screen();
  const failing = new IngestSteps(new Steps(plain, () => 0)).run(async (progress) => {
    progress.begin(1);
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(plain.shown).toEqual(['Reading … 0.0 s\n']);
});

/** Lets what was promised happen. */
const turn = () => new Promise((resolve) => setImmediate(resolve));
