import { beforeEach, describe, expect, test } from '@jest/globals';
import { Breaker } from '../src/subgraph/breaker.js';

let now = 0;
let breaker: Breaker;

const fail = (times: number) => {
  for (let i = 0; i < times; i++) if (breaker.enter()) breaker.failed();
};
const succeed = (times: number) => {
  for (let i = 0; i < times; i++) if (breaker.enter()) breaker.succeeded();
};

beforeEach(() => {
  now = 0;
  breaker = new Breaker({ window: 20, share: 0.5, least: 10, rest: 1_000, maxOpenMs: 3_000 }, () => now);
});

describe('a breaker', () => {
  test('opens at half of the last calls, not before there were ten', () => {
    fail(9);
    expect(breaker.state).toBe('closed');
    fail(1);
    expect(breaker.state).toBe('open');
  });

  test('opens for one that fails every other time', () => {
    for (let i = 0; i < 5; i++) {
      succeed(1);
      fail(1);
    }
    expect(breaker.state).toBe('open');
  });

  test('forgets what lies before the last calls', () => {
    fail(9);
    succeed(20);
    fail(9);
    expect(breaker.state).toBe('closed');
    fail(1);
    expect(breaker.state).toBe('open');
  });

  test('lets one call at a time through after its rest, and closes where that goes well', () => {
    fail(10);
    now = 999;
    expect([breaker.state, breaker.enter()]).toEqual(['open', false]);
    now = 1_000;
    expect([breaker.state, breaker.enter(), breaker.enter()]).toEqual(['half-open', true, false]);
    breaker.succeeded();
    expect([breaker.state, breaker.enter(), breaker.enter()]).toEqual(['closed', true, true]);
  });

  test('rests twice as long after each probe that fails, up to the longest', () => {
    fail(10);
    for (const rest of [1_000, 2_000, 3_000, 3_000]) {
      now += rest - 1;
      expect(breaker.enter()).toBe(false);
      now += 1;
      expect(breaker.enter()).toBe(true);
      breaker.failed();
    }
  });

  test('tries again where nobody waited for the probe', () => {
    fail(10);
    now = 1_000;
    expect(breaker.enter()).toBe(true);
    breaker.abandoned();
    expect(breaker.enter()).toBe(true);
  });

  test('is not opened further by calls that were under way when it opened', () => {
    fail(10);
    breaker.failed();
    now = 1_000;
    expect(breaker.enter()).toBe(true);
  });
});
