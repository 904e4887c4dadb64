import { expect, test } from '@jest/globals';
import { onTerminal, Steps } from '../src/steps.js';

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

test('a long step shows its share, its rate and the time left every few seconds', async () => {
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

test('a terminal has a bar where it is known how much there is', async () => {
  const terminal = { ...screen(true), columns: 100 };
  let clock = 0;
  await new Steps(terminal, () => clock).run('Loading', (report) => {
    clock = 1_000;
    report({ done: 2_000, total: 8_000, unit: 'rows' });
  });
  expect(terminal.shown[1]).toBe('\rLoading … █████░░░░░░░░░░░░░░░ 25 %, 2,000 of 8,000 rows, 2,000 rows/s, 3 s left');
});

test('a step that fails says so on its line, and throws on', async () => {
  const plain = screen(false);
  const failing = new Steps(plain).run('Migrating', () => {
    throw new Error('no');
  });
  await expect(failing).rejects.toThrow('no');
  expect(plain.shown).toEqual(['Migrating … failed\n']);
});

test('a step without progress shows on a terminal that it runs', async () => {
  const terminal = screen(true);
  const began = performance.now();
  await new Steps(terminal).run('Comparing', () => new Promise((resolve) => setTimeout(resolve, 1_100)));
  expect(performance.now() - began).toBeGreaterThan(1_000);
  expect(terminal.shown.length).toBeGreaterThan(2);
  expect(terminal.shown[1]).toMatch(/^\rComparing … 1\.\d s$/);
});

test('a long time left is shown in minutes and hours', async () => {
  const plain = screen(false);
  let clock = 0;
  await new Steps(plain, () => clock).run('Loading', (report) => {
    for (const total of [200, 20_000]) {
      clock += 10_000;
      report({ done: 10, total, unit: 'rows' });
    }
  });
  expect(plain.shown.slice(0, 2).map((line) => /, ([^,]+) left/.exec(line)?.[1])).toEqual(['3 min', '11 h 6 min']);
});

test('steps for a terminal write nothing into a file', async () => {
  const [plain, terminal] = [screen(false), screen(true)];
  for (const each of [plain, terminal]) await new Steps(onTerminal(each)).run('Loading', () => undefined);
  expect([plain.shown.length, terminal.shown.length]).toEqual([0, 2]);
});
