import type { Required } from '../plan/plan.js';
import { type Moment } from './moment.js';
import type { Names } from './name-set.js';
import type { SupergraphView } from './supergraph-view.js';
import { type Case, emptyCase, fieldAt, nameAt, type SymbolicField, SymbolicObject } from './symbolic-object.js';
import { violation } from './violation.js';

/** One field of a representation. */
interface Wanted {
  readonly from: string;
  readonly selections?: readonly Required[];
}

/** Runtime types of a case whose representations have the same fields. */
export interface Represented {
  readonly types: Names;
  /** Undefined: the runtime type. Otherwise the interface that the entity is known as. */
  readonly abstract?: string;
  readonly wanted: ReadonlyMap<string, Wanted>;
}

/** The representations that a slot writes for a case; none for types of which it wants no field. */
export function representedOf(
  each: Case,
  requires: readonly Required[],
  at: Moment,
  supergraph: SupergraphView,
): Represented[] {
  const name = nameAt(each, at);
  if (name === 'unknown') return [];
  const groups =
    name === 'runtime'
      ? Map.groupBy(each.types, (type) => signatureOf(wantedOf(requires, type, supergraph)))
      : new Map([['', [...each.types]]]);
  return [...groups.values()].flatMap((types) => {
    const abstract = name === 'runtime' ? undefined : name.abstract;
    const wanted = wantedOf(requires, abstract ?? types[0]!, supergraph);
    return wanted.size ? [{ types: new Set(types), abstract, wanted }] : [];
  });
}

/** @throws Violation if no earlier fetch has what the representation wants */
export function representationOf(
  each: Case,
  { wanted, abstract }: Pick<Represented, 'wanted' | 'abstract'>,
  at: Moment,
  supergraph: SupergraphView,
  path: string,
): SymbolicObject {
  const written = emptyCase(each.types);
  for (const [key, { from, selections }] of wanted) {
    if (from === '__typename') {
      if (nameAt(each, at) === 'unknown')
        violation(`No earlier fetch has ${path}.__typename, which a representation wants.`);
      written.names.push({ abstract, at });
      continue;
    }
    const field = fieldAt(each, from, at) ?? fieldAt(each, key, at);
    if (!field)
      violation(
        `No earlier fetch has ${path}.${from} of ${[...each.types].join(' or ')}, which a representation wants.`,
      );
    field.used = true;
    written.fields.set(key, { ...field, object: nested(field, selections, at, supergraph, `${path}.${from}`) });
  }
  return new SymbolicObject([written]);
}

function nested(
  { object }: SymbolicField,
  selections: readonly Required[] | undefined,
  at: Moment,
  supergraph: SupergraphView,
  path: string,
): SymbolicObject | undefined {
  if (!object) return undefined;
  if (!selections) violation(`A representation wants the object ${path} without any of its fields.`);
  const written = new SymbolicObject([]);
  for (const each of [...object.cases])
    for (const part of partsOf(each, selections, at, supergraph))
      for (const split of object.only(part.types))
        written.cases.push(...representationOf(split, part, at, supergraph, path).cases);
  return written;
}

/** An object within a representation need not have its `__typename`: then it has every field of every fragment. */
export function partsOf(
  each: Case,
  selections: readonly Required[],
  at: Moment,
  supergraph: SupergraphView,
): Represented[] {
  if (nameAt(each, at) !== 'unknown') return representedOf(each, selections, at, supergraph);
  return [{ types: each.types, wanted: wantedOf(selections, undefined, supergraph) }];
}

function wantedOf(
  selections: readonly Required[],
  typename: string | undefined,
  supergraph: SupergraphView,
  wanted = new Map<string, Wanted>(),
): Map<string, Wanted> {
  for (const it of selections) {
    if (it.kind === 'fragment') {
      if (it.type === undefined || typename === undefined || supergraph.admits(it.type, typename))
        wantedOf(it.selections, typename, supergraph, wanted);
      continue;
    }
    const key = it.alias ?? it.name;
    const known = wanted.get(key);
    const selections = it.selections && [...(known?.selections ?? []), ...it.selections];
    wanted.set(key, { from: known?.from ?? it.name, selections: selections ?? known?.selections });
  }
  return wanted;
}

const signatureOf = (wanted: ReadonlyMap<string, Wanted>): string => JSON.stringify([...wanted]);
