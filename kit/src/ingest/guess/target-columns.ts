import { Float, Int } from 'type-graphql';
import type { ColumnType } from '../../record/column.js';
import { PeriodScalar } from '../../scalars/period.js';
import type { NamedColumn, Target } from '../mapping/target.js';

/** The roles of the columns of a dataset, as far as their types show them. */
export interface TargetColumns {
  place?: string;
  period?: string;
  value?: string;
  /** The column with the text as published. */
  raw?: string;
  /** The column with the reason for an unknown value, and its value for "not available". */
  status?: { name: string; unknown: string };
  /** The column that says what is measured: the first text column of the key that has no other role. */
  subject?: string;
  /** The column with the year, if there is no period. */
  year?: string;
  /** Integer columns outside the key, each with one count per year. */
  counts: readonly string[];
  /** The key, if it is a single text column. */
  identifier?: string;
  /** An integer in the key that is not a year: a row number. */
  position?: string;
  all: readonly NamedColumn[];
}

const UNKNOWN = 'NOT_AVAILABLE';

export function targetColumns({ columns, gazetteers }: Target): TargetColumns {
  const find = (holds: (column: NamedColumn) => boolean) => columns.find(holds)?.name;
  // A dataset with several numbers has no single value column.
  const numbers = columns.filter(({ column }) => isNumber(column.type) && !column.key);
  const keys = columns.filter(({ column }) => column.key);
  const place = find(({ name }) => name in gazetteers);
  const period = find(({ column }) => column.type === PeriodScalar);
  const status = find(({ column }) => valuesOf(column.type).includes(UNKNOWN));
  return {
    place,
    period,
    value: numbers.length === 1 && numbers[0]!.column.type === Float ? numbers[0]!.name : undefined,
    raw: find(({ name, column }) => name.startsWith('raw') && column.nullable === true),
    status: status === undefined ? undefined : { name: status, unknown: UNKNOWN },
    subject: find(
      ({ name, column }) => column.key === true && isText(column.type) && name !== place && name !== period,
    ),
    year: find((column) => isKeyNumber(column) && isYearName(column)),
    counts: columns.filter(({ column }) => column.type === Int && !column.key).map(({ name }) => name),
    identifier:
      keys.length === 1 && isText(keys[0]!.column.type) && !(keys[0]!.name in gazetteers) ? keys[0]!.name : undefined,
    position: find((column) => isKeyNumber(column) && !isYearName(column)),
    all: columns,
  };
}

const isNumber = (type: ColumnType) => type === Float || type === Int;
const isKeyNumber = ({ column }: NamedColumn) => column.key === true && column.type === Int;
const isYearName = ({ name }: NamedColumn) => /year|anio|año/.test(name);

/** Returns the values of an enum, or an empty list for any other type. */
export function valuesOf(type: ColumnType): string[] {
  return typeof type === 'object' && !('parseValue' in type) ? Object.values(type as Record<string, string>) : [];
}

const isText = (type: ColumnType) => type !== Float && type !== Int && type !== Boolean && valuesOf(type).length === 0;
