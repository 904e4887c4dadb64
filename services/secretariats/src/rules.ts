import type { RowRule } from '@cabildo/kit';
import { firstDay, lastDay } from './vocabulary/partial-date.js';

interface Placed {
  level: string;
  stateCode: string | null;
  municipalityCode: string | null;
}

export const PLACE_UNLIKE_LEVEL: RowRule<Placed> = {
  code: 'PLACE_UNLIKE_LEVEL',
  description: 'A row of the level of a municipality names no municipality, or one of another level names one.',
  severity: 'error',
  check: ({ level, municipalityCode }) => {
    if ((level === 'MUNICIPAL') === (municipalityCode !== null)) return undefined;
    const expected = level === 'MUNICIPAL' ? 'the code of its municipality' : `nothing, since the level is ${level}`;
    return { column: 'municipality_code', found: municipalityCode ?? '', expected };
  },
};

export const MUNICIPALITY_OF_ANOTHER_STATE: RowRule<Placed> = {
  code: 'MUNICIPALITY_OF_ANOTHER_STATE',
  description: 'The municipality of a row does not lie in the state of the row.',
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
  description: 'A row ends before it begins, and nothing in it says that its source has it so.',
  severity: 'warning',
} as const;

const inOrder = (from: string | null, to: string | null) =>
  from === null || to === null || firstDay(from) <= lastDay(to);

/** DATES_OUT_OF_ORDER for the two columns that hold a term. */
export const datesInOrder = <From extends string, To extends string>(
  from: From,
  to: To,
): RowRule<Record<From | To, string | null>> => ({
  ...DATES_OUT_OF_ORDER,
  check: (row) =>
    inOrder(row[from], row[to])
      ? undefined
      : { column: snakeCase(to), found: row[to]!, expected: `${row[from]} or later, as ${snakeCase(from)} says` },
});

const snakeCase = (property: string) => property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

interface Dated {
  start: string | null;
  end: string | null;
  datesInconsistent: boolean | null;
}

export const DATES_OUT_OF_ORDER_UNSAID: RowRule<Dated> = {
  ...DATES_OUT_OF_ORDER,
  check: ({ start, end, datesInconsistent }) =>
    datesInconsistent || inOrder(start, end)
      ? undefined
      : {
          column: 'end',
          found: end!,
          expected: `${start} or later, as start says`,
          tip: 'If the source has it so, leave both and set dates_inconsistent to true.',
        },
};

export const DATES_SAID_INCONSISTENT: RowRule<Dated> = {
  code: 'DATES_SAID_INCONSISTENT',
  description: 'dates_inconsistent is true, although the end does not lie before the start.',
  severity: 'error',
  check: ({ start, end, datesInconsistent }) =>
    datesInconsistent && (start === null || end === null || inOrder(start, end))
      ? { column: 'dates_inconsistent', found: 'true', expected: 'false, or nothing where a date is not known' }
      : undefined,
};
