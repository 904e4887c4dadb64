import type { RowRule } from '@cabildo/kit';
import { firstDay, lastDay } from './vocabulary/partial-date.js';

interface Placed {
  level: string;
  stateCode: string | null;
  municipalityCode: string | null;
}

export const PLACE_UNLIKE_LEVEL: RowRule<Placed> = {
  code: 'PLACE_UNLIKE_LEVEL',
  description: 'A row at municipal level lacks a municipality, or a row at another level has one.',
  severity: 'error',
  check: ({ level, municipalityCode }) => {
    if ((level === 'MUNICIPAL') === (municipalityCode !== null)) return undefined;
    const expected = level === 'MUNICIPAL' ? 'the code of its municipality' : `nothing, since the level is ${level}`;
    return { column: 'municipality_code', found: municipalityCode ?? '', expected };
  },
};

export const MUNICIPALITY_OF_ANOTHER_STATE: RowRule<Placed> = {
  code: 'MUNICIPALITY_OF_ANOTHER_STATE',
  description: 'The municipality of a row is not in the state of the row.',
  severity: 'error',
  check: ({ stateCode, municipalityCode }) =>
    municipalityCode === null || (stateCode !== null && municipalityCode.startsWith(stateCode))
      ? undefined
      : {
          column: 'municipality_code',
          found: municipalityCode,
          expected: `a municipality whose code begins with ${stateCode ?? 'the code of a state_code that is given'}`,
        },
};

export const SUCCEEDS_ITSELF: RowRule<{ id: string; predecessorId: string | null }> = {
  code: 'SUCCEEDS_ITSELF',
  description: 'An authority is its own predecessor.',
  severity: 'error',
  check: ({ id, predecessorId }) =>
    id === predecessorId
      ? { column: 'predecessor_id', found: id, expected: 'the id of another authority, or nothing' }
      : undefined,
};

const DATES_OUT_OF_ORDER = {
  code: 'DATES_OUT_OF_ORDER',
  description: 'A row ends before it begins, and does not state that its source says so.',
  severity: 'warning',
} as const;

const inOrder = (from: string | null, to: string | null) =>
  from === null || to === null || firstDay(from) <= lastDay(to);

/** DATES_OUT_OF_ORDER for two columns, given by property. `names` are their names in files. */
export const datesInOrder = <From extends string, To extends string>(
  from: From,
  to: To,
  names: readonly [string, string] = [snakeCase(from), snakeCase(to)],
): RowRule<Record<From | To, string | null>> => ({
  ...DATES_OUT_OF_ORDER,
  check: (row) =>
    inOrder(row[from], row[to])
      ? undefined
      : { column: names[1], found: row[to]!, expected: `${row[from]} or later, the value of ${names[0]}` },
});

const snakeCase = (property: string) => property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

interface Dated {
  startsOn: string | null;
  endsOn: string | null;
  hasInconsistentDates: boolean | null;
}

export const DATES_OUT_OF_ORDER_UNSAID: RowRule<Dated> = {
  ...DATES_OUT_OF_ORDER,
  check: ({ startsOn, endsOn, hasInconsistentDates }) =>
    hasInconsistentDates || inOrder(startsOn, endsOn)
      ? undefined
      : {
          column: 'end',
          found: endsOn!,
          expected: `${startsOn} or later, the value of start`,
          tip: 'If the source says so, keep both dates and set dates_inconsistent to true.',
        },
};

export const DATES_SAID_INCONSISTENT: RowRule<Dated> = {
  code: 'DATES_SAID_INCONSISTENT',
  description: 'dates_inconsistent is true, but the end is not before the start.',
  severity: 'error',
  check: ({ startsOn, endsOn, hasInconsistentDates }) =>
    hasInconsistentDates && (startsOn === null || endsOn === null || inOrder(startsOn, endsOn))
      ? { column: 'dates_inconsistent', found: 'true', expected: 'false, or nothing if a date is unknown' }
      : undefined,
};
