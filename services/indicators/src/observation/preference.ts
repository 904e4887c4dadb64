import type { Sources } from '@cabildo/kit';
import type { Catalogue } from '../indicator/catalogue.js';

/** A value as one source gives it. */
export interface SourcedValue {
  value: number | null;
  sourceCode: string;
}

/** Whether the first of two values of an indicator, for one municipality and period, is the preferred one. */
export type IsPreferred = (indicatorCode: string, a: SourcedValue, b: SourcedValue) => boolean;

/**
 * A known value is preferred to an unknown one; then the declared preference of the indicator decides; then the source
 * that was published first. The description of Observation states this rule.
 */
export function preferenceOf(catalogue: Catalogue, sources: Sources): IsPreferred {
  const positions = new Map<string, Map<string, number>>();
  const positionOf = (indicatorCode: string, sourceCode: string) => {
    const known = positions.get(indicatorCode) ?? declaredPositions(catalogue, indicatorCode);
    positions.set(indicatorCode, known);
    return known.get(sourceCode) ?? Number.POSITIVE_INFINITY;
  };
  return (indicatorCode, a, b) => {
    if ((a.value === null) !== (b.value === null)) return a.value !== null;
    const [first, second] = [positionOf(indicatorCode, a.sourceCode), positionOf(indicatorCode, b.sourceCode)];
    if (first !== second) return first < second;
    return sources.firstRevisionOf(a.sourceCode) < sources.firstRevisionOf(b.sourceCode);
  };
}

const declaredPositions = (catalogue: Catalogue, indicatorCode: string) =>
  new Map(catalogue.preferencesOf(indicatorCode).map((each) => [each.preferredSourceCode, each.position]));
