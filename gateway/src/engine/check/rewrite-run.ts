import type { Rewrite } from '../plan/plan.js';
import { casesAt } from './cases-at.js';
import { end } from './moment.js';
import type { SupergraphView } from './supergraph-view.js';
import type { Case, SymbolicObject } from './symbolic-object.js';
import { violation } from './violation.js';

/** Does to a symbolic object what a rewrite does to a value when the plan is run. */
export function applyRewrite({ path, change }: Rewrite, object: SymbolicObject, supergraph: SupergraphView): void {
  const last = path.at(-1);
  if (!last || !('key' in last)) violation('A rewrite does not end in a field.');
  for (const { each } of casesAt(path.slice(0, -1), object, end, supergraph)) {
    if ('rename' in change) rename(each, last.key, change.rename);
    else set(each, last.key, change.set, supergraph);
  }
}

function rename({ fields, names }: Case, from: string, to: string): void {
  const field = fields.get(from);
  if (!field) return;
  fields.delete(from);
  if (to === '__typename' && field.name === '__typename') names.push({ at: field.writtenAt[0]! });
  else if (fields.has(to)) violation(`A rewrite renames "${from}" to "${to}", which the response has already.`);
  else fields.set(to, field);
}

function set({ names, types }: Case, key: string, value: unknown, supergraph: SupergraphView): void {
  if (key !== '__typename' || typeof value !== 'string')
    violation(`A rewrite sets "${key}" to ${JSON.stringify(value)}.`);
  const at = names[0]?.at ?? end;
  if (![...types].every((type) => supergraph.admits(value, type)))
    violation(`A rewrite names ${[...types].join(' or ')} "${value}".`);
  names.splice(0, names.length, { at, abstract: types.has(value) ? undefined : value });
}
