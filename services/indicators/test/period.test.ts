import { byTime, endsBefore, firstDay } from '../src/observation/period.js';

describe('a period', () => {
  it.each([
    ['2020', '2020-01-01'],
    ['2020-S2', '2020-07-01'],
    ['2020-T3', '2020-09-01'],
    ['2020-Q4', '2020-10-01'],
    ['2020-12', '2020-12-01'],
    ['0999-02', '0999-02-01'],
  ])('%s begins on %s', (period, day) => {
    expect(firstDay(period)).toBe(day);
  });

  it('comes after another that ends before it; the year last of all that end with it', () => {
    const periods = ['2020', '2019', '2020-Q1', '2020-02', '2020-S1', '2020-12', '2020-T1'];
    expect(periods.sort(byTime)).toEqual(['2019', '2020-02', '2020-Q1', '2020-T1', '2020-S1', '2020-12', '2020']);
  });

  it('does not end before one that ends with it', () => {
    expect(endsBefore('2020-12', '2020')).toBe(false);
    expect(endsBefore('2020-Q3', '2020')).toBe(true);
  });
});
