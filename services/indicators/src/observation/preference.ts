interface Told {
  value: number | null;
  sourceCode: string;
}

/**
 * Whether, of what two sources tell of one figure, the first stands where one is needed: what is known before what is
 * not, then the source whose code comes first in the alphabet. The description of Observation states this rule.
 */
export function isPreferred(told: Told, other: Told): boolean {
  const moreKnown = Number(told.value !== null) - Number(other.value !== null);
  return moreKnown === 0 ? told.sourceCode < other.sourceCode : moreKnown > 0;
}
