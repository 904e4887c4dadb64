import { Kind, type TypeNode } from 'graphql';
import type { Rewrite, RewriteSegment } from '../plan.js';
import type { SelectedField, Selection } from './selection.js';

/** Names new aliases; `taken` are the keys of the operation. */
export class Aliases {
  #count = 0;

  constructor(readonly taken: ReadonlySet<string>) {}

  of(name: string): string {
    for (;;) {
      const alias = `_${name}_${this.#count++}`;
      if (!this.taken.has(alias)) return alias;
    }
  }
}

/**
 * Fields of different runtime types that share a response key have types of one shape in the API, and need not have in a
 * subgraph: `... on A { name } ... on B { name }` is invalid where `A.name` is `String` and `B.name` is `String!`.
 * Gives all but the first of them an alias; the rewrites give back the name.
 */
export function separateOverlaps(selection: Selection, aliases: Aliases): Rewrite[] {
  const rewrites: Rewrite[] = [];
  separate([selection], [], aliases, rewrites);
  return rewrites;
}

function separate(
  merged: readonly Selection[],
  path: readonly RewriteSegment[],
  aliases: Aliases,
  rewrites: Rewrite[],
): void {
  for (const selection of merged) {
    const firsts = new Map(selection.fields);
    for (const [type, fragment] of selection.fragments) {
      const here = [...path, { types: [type] }];
      for (const [key, field] of fragment.fields) {
        const first = firsts.get(key);
        if (!first) firsts.set(key, field);
        else if (!haveOneShape(first, field)) {
          const alias = aliases.of(key);
          fragment.fields.set(key, { ...field, key: alias });
          rewrites.push({ path: [...here, { key: alias }], change: { rename: key } });
        }
      }
      separate([fragment], here, aliases, rewrites);
    }
    for (const [key, { below }] of selection.fields)
      if (below) separate([below], [...path, { key }], aliases, rewrites);
  }
}

function haveOneShape(a: SelectedField, b: SelectedField): boolean {
  if (wrappersOf(a.field.type, Boolean(a.below)) !== wrappersOf(b.field.type, Boolean(b.below))) return false;
  if (!a.below || !b.below) return true;
  const others = allFields(b.below);
  return allFields(a.below).every((one) => others.every((two) => one.key !== two.key || haveOneShape(one, two)));
}

function allFields({ fields, fragments }: Selection): SelectedField[] {
  return [...fields.values(), ...[...fragments.values()].flatMap(allFields)];
}

/** The type as text; of objects only lists and non-nulls. */
function wrappersOf(type: TypeNode, isComposite: boolean): string {
  if (type.kind === Kind.NAMED_TYPE) return isComposite ? '' : type.name.value;
  return type.kind === Kind.LIST_TYPE
    ? `[${wrappersOf(type.type, isComposite)}]`
    : `${wrappersOf(type.type, isComposite)}!`;
}
