import { type DocumentNode, Kind, visit } from 'graphql';
import type { Plan } from '../plan/plan.js';
import type { Assignment } from './operation-view.js';

/** With more variables than this, not every combination is checked. */
const mostVariables = 8;

/** The combinations of values of the variables on which conditions depend. */
export function assignmentsOf(operation: DocumentNode, plan: Plan | undefined): Assignment[] {
  const names = [...new Set([...conditionsOf(operation), ...(plan ? conditionsOfPlan(plan) : [])])].sort();
  if (names.length <= mostVariables)
    return Array.from({ length: 2 ** names.length }, (_, bits) => assignment(names, (i) => ((bits >> i) & 1) === 1));
  // All, none, each one alone, and each one left out.
  return [
    assignment(names, () => true),
    assignment(names, () => false),
    ...names.flatMap((_, only) => [assignment(names, (i) => i === only), assignment(names, (i) => i !== only)]),
  ];
}

const assignment = (names: readonly string[], value: (index: number) => boolean): Assignment =>
  new Map(names.map((name, i) => [name, value(i)]));

function conditionsOf(document: DocumentNode): string[] {
  const names: string[] = [];
  visit(document, {
    Directive: ({ name, arguments: [condition] = [] }) => {
      const isCondition = name.value === 'skip' || name.value === 'include';
      if (isCondition && condition?.value.kind === Kind.VARIABLE) names.push(condition.value.name.value);
    },
  });
  return names;
}

function conditionsOfPlan(plan: Plan): string[] {
  switch (plan.kind) {
    case 'fetch':
      return [];
    case 'condition':
      return [plan.variable, ...[plan.ifTrue, plan.ifFalse].flatMap((it) => (it ? conditionsOfPlan(it) : []))];
    default:
      return plan.nodes.flatMap(conditionsOfPlan);
  }
}
