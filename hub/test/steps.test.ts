import { expect, test } from '@jest/globals';
import { Steps } from '../src/steps.js';

function screen(isTTY: boolean) {
  const shown: string[] = [];
  return { shown, isTTY, columns: 60, write: (text: string) => shown.push(text) };
}

test('a step is one line, with what it took', async () => {
  const plain = screen(false);
  let clock = 0;
  const result = await new Steps(plain, () => clock).run('Starting PostgreSQL', () => {
    clock += 234;
    return 'started';
  });
  expect(result).toBe('started');
  expect(plain.shown).toEqual(['Starting PostgreSQL … 0.2 s\n']);
});

test('a long step tells its share, its rate and the time left every few seconds', async () => {
  const plain = screen(false);
  let clock = 0;
  await new Steps(plain, () => clock).run('Loading observations', (report) => {
    for (let done = 0; done <= 10_000; done += 1_000, clock += 1_000) report({ done, total: 11_000, unit: 'rows' });
  });
  expect(plain.shown).toEqual([
    'Loading observations … 45 %, 5,000 of 11,000 rows, 1,000 rows/s, 6 s left\n',
    'Loading observations … 90 %, 10,000 of 11,000 rows, 1,000 rows/s, 1 s left\n',
    'Loading observations … 11.0 s\n',
  ]);
});

test('a terminal has its line written over, without escape codes', async () => {
  const terminal = screen(true);
  let clock = 0;
  await new Steps(terminal, () => clock).run('Loading', (report) => {
    clock = 1_000;
    report({ done: 2_000, unit: 'rows' });
  });
  expect(terminal.shown).toEqual([
    '\rLoading … ',
    '\rLoading … 2,000 rows, 2,000 rows/s',
    `\rLoading … 1.0 s${' '.repeat(19)}\n`,
  ]);
});

test('a step that fails says so on its line, and throws on', async () => {
  const plain = screen(false);
  const failing = new Steps(plain).run('Migrating', () => {
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(plain.shown).toEqual(['Migrating … failed\n']);
});
