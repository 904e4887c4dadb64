import type { EntitySlot, Plan, Required } from '../src/engine/plan/plan.js';

/** A plan as text that a reviewer reads: one line a fetch. */
export function planText(plan: Plan | undefined, indent = ''): string {
  if (!plan) return `${indent}nothing`;
  switch (plan.kind) {
    case 'sequence':
    case 'parallel':
      return `${indent}${plan.kind}\n${plan.nodes.map((node) => planText(node, `${indent}  `)).join('\n')}`;
    case 'condition':
      return `${indent}if $${plan.variable}\n${[plan.ifTrue, plan.ifFalse].map((it) => planText(it, `${indent}  `)).join('\n')}`;
    case 'fetch':
      return [
        `${indent}${plan.service}: ${plan.operation.replace(/\s+/g, ' ').trim()}`,
        ...plan.entities.map((it) => `${indent}  ${slotText(it)}`),
      ].join('\n');
  }
}

function slotText({ responseKey, variable, paths, requires }: EntitySlot): string {
  const at = paths.map((path) => path.map((it) => ('field' in it ? it.field : `<${it.types}>`)).join('.'));
  return `${responseKey} of ${at.sort().join(' and ')} by $${variable}: ${requires.map(requiredText).sort().join(' ')}`;
}

function requiredText(it: Required): string {
  if (it.kind === 'fragment') return `${it.type} { ${it.selections.map(requiredText).sort().join(' ')} }`;
  const label = it.alias ? `${it.alias}: ${it.name}` : it.name;
  return it.selections ? `${label} { ${it.selections.map(requiredText).join(' ')} }` : label;
}
