import { Float, Int } from 'type-graphql';
import type { ColumnType } from '../../column.js';
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
  all: readonly NamedColumn[];
}

const UNKNOWN = 'NOT_AVAILABLE';

export function targetColumns({ columns, gazetteers }: Target): TargetColumns {
  const find = (holds: (column: NamedColumn) => boolean) => columns.find(holds)?.name;
  const place = find(({ name }) => name in gazetteers);
  const period = find(({ column }) => column.type === PeriodScalar);
  const status = find(({ column }) => valuesOf(column.type).includes(UNKNOWN));
  return {
    place,
    period,
    value: find(({ column }) => column.type === Float && !column.key),
    raw: find(({ name, column }) => name.startsWith('raw') && column.nullable === true),
    status: status === undefined ? undefined : { name: status, unknown: UNKNOWN },
    subject: find(
      ({ name, column }) => column.key === true && isText(column.type) && name !== place && name !== period,
    ),
    all: columns,
  };
}

/** The values of an enum; of any other type, none. */
export function valuesOf(type: ColumnType): string[] {
  return typeof type === 'object' && !('parseValue' in type) ? Object.values(type as Record<string, string>) : [];
}

const isText = (type: ColumnType) => type !== Float && type !== Int && type !== Boolean && valuesOf(type).length === 0;
