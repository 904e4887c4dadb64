import type { Indicator } from '../indicator/indicator.js';
import { ChangeOrder } from '../vocabulary/change-order.js';
import { Polarity } from '../vocabulary/polarity.js';
import { type Comparison, changesIn, type UnattachedChange } from './change.js';

const isByImprovement = (order: ChangeOrder) =>
  order === ChangeOrder.IMPROVEMENT_DESC || order === ChangeOrder.IMPROVEMENT_ASC;
const isDescending = (order: ChangeOrder) =>
  order === ChangeOrder.IMPROVEMENT_DESC || order === ChangeOrder.ABSOLUTE_DESC;

/** The value that an order compares. */
const gain = ({ absolute }: UnattachedChange, { polarity }: Indicator, order: ChangeOrder) =>
  isByImprovement(order) && polarity === Polarity.LOWER_IS_BETTER ? -absolute : absolute;

/** The terms of a list of changes, for its pages. */
export const changeTerms = (indicator: Indicator, order: ChangeOrder) => [
  { valueOf: (change: UnattachedChange) => gain(change, indicator, order), descending: isDescending(order) },
  { valueOf: (change: UnattachedChange) => change.municipalityCode },
];

export function changesInOrder(comparison: Comparison, order: ChangeOrder): UnattachedChange[] {
  const sign = isDescending(order) ? -1 : 1;
  const { indicator } = comparison;
  // The sort is stable: equal changes stay in the order of codes.
  return changesIn(comparison).sort((a, b) => sign * (gain(a, indicator, order) - gain(b, indicator, order)));
}
