import { registerEnumType } from 'type-graphql';
import { type Comparison, changesIn, type MunicipalityChange } from '../computed/change.js';
import type { Indicator } from '../indicator/indicator.js';
import { Polarity } from './polarity.js';

export enum ChangeOrder {
  BEST_FIRST = 'BEST_FIRST',
  WORST_FIRST = 'WORST_FIRST',
}

registerEnumType(ChangeOrder, {
  name: 'ChangeOrder',
  description: 'The order of a list of changes.',
  valuesConfig: {
    BEST_FIRST: {
      description: 'The greatest change to the better first; the greatest increase where neither way is better.',
    },
    WORST_FIRST: {
      description: 'The greatest change to the worse first; the greatest decrease where neither way is better.',
    },
  },
});

/** How far a change goes to the better; upwards where neither way is better. */
const gain = ({ absolute }: MunicipalityChange, { polarity }: Indicator) =>
  polarity === Polarity.LOWER_IS_BETTER ? -absolute : absolute;

/** The terms of a list of changes, by which it is paged. */
export const changeTerms = (indicator: Indicator, order: ChangeOrder) => [
  { valueOf: (change: MunicipalityChange) => gain(change, indicator), descending: order === ChangeOrder.BEST_FIRST },
  { valueOf: (change: MunicipalityChange) => change.municipality.code },
];

export function changesInOrder(comparison: Comparison, order: ChangeOrder): MunicipalityChange[] {
  const sign = order === ChangeOrder.BEST_FIRST ? -1 : 1;
  const { indicator } = comparison;
  // The sort is stable: equals stay by code.
  return changesIn(comparison).sort((a, b) => sign * (gain(a, indicator) - gain(b, indicator)));
}
