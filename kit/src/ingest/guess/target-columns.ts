import { Float, Int } from 'type-graphql';
import type { ColumnType } from '../../record/column.js';
import { PeriodScalar } from '../../scalars/period.js';
import type { NamedColumn, Target } from '../mapping/target.js';

/** What the columns of a dataset are for, as far as their types say it. */
export interface TargetColumns {
  place?: string;
  period?: string;
  value?: string;
  /** Keeps the text as published. */
  raw?: string;
  /** Tells why a value is unknown, and the word for that. */
  status?: { name: string; unknown: string };
  /** Tells what is counted: the first text of the key that is none of the others. */
  subject?: string;
  /** Tells the year, where no period does. */
  year?: string;
  /** What is counted in a year, each in a column of its own. */
  counts: readonly string[];
  /** The key, where it is one text and nothing else: an identifier. */
  identifier?: string;
  /** A number in the key that is no year: the place of a row among others. */
  position?: string;
  all: readonly NamedColumn[];
}

const UNKNOWN = 'NOT_AVAILABLE';

export function targetColumns({ columns, gazetteers }: Target): TargetColumns {
  const find = (holds: (column: NamedColumn) => boolean) => columns.find(holds)?.name;
  // Several numbers are no one value of whatever a row counts.
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

/** The values of an enum; of any other type, none. */
export function valuesOf(type: ColumnType): string[] {
  return typeof type === 'object' && !('parseValue' in type) ? Object.values(type as Record<string, string>) : [];
}

const isText = (type: ColumnType) => type !== Float && type !== Int && type !== Boolean && valuesOf(type).length === 0;
