import type { FieldNode } from 'graphql';
import type { EntitySlot } from '../plan/plan.js';
import { casesAt } from './cases-at.js';
import { contextCheck } from './context-run.js';
import { missingOf } from './field-set-check.js';
import type { Names } from './name-set.js';
import { setsOf } from './operation-view.js';
import { type Represented, representationOf, representedOf } from './representation.js';
import { applyRewrite } from './rewrite-run.js';
import type { SelectionReader } from './selection-reader.js';
import { objectsOf, type SubgraphObject } from './subgraph-types.js';
import { type Case, emptyCase, SymbolicObject } from './symbolic-object.js';
import type { FieldView, TypeView } from './type-view.js';
import { violation } from './violation.js';

/** Runs one slot of a fetch: represents the entities at its paths, and adds what the subgraph resolves of them. */
export function runSlot(
  slot: EntitySlot,
  nodes: readonly FieldNode[],
  root: SymbolicObject,
  reader: SelectionReader,
): void {
  const { supergraph, at } = reader.context;
  for (const steps of slot.paths) {
    const path = pathText(steps);
    for (const { object, each } of casesAt(steps, root, at, supergraph))
      for (const part of representedOf(each, slot.requires, at, supergraph))
        for (const entity of object.only(part.types))
          new EntityRun(slot, nodes, reader, path, contextCheck(slot, steps, root, reader)).run(entity, part, object);
  }
}

export const pathText = (path: EntitySlot['paths'][number]): string =>
  path.map((step) => ('field' in step ? step.field : `<${step.types.join('|')}>`)).join('.');

class EntityRun {
  constructor(
    readonly slot: EntitySlot,
    readonly nodes: readonly FieldNode[],
    readonly reader: SelectionReader,
    readonly path: string,
    readonly context: ReturnType<typeof contextCheck>,
  ) {}

  run(entity: Case, part: Represented, object: SymbolicObject): void {
    const { supergraph, at } = this.reader.context;
    const representation = representationOf(entity, part, at, supergraph, this.path);
    for (const rewrite of this.slot.inputRewrites) applyRewrite(rewrite, representation, supergraph);
    const fetched = new SymbolicObject(
      representation.cases.flatMap((each) => this.#resolved(each, new SymbolicObject([each]))),
    );
    for (const rewrite of this.slot.outputRewrites) applyRewrite(rewrite, fetched, supergraph);
    object.merge(fetched, this.path);
  }

  /** What the subgraph returns for one representation. */
  #resolved(each: Case, representation: SymbolicObject): Case[] {
    const { subgraph, supergraph } = this.reader.context;
    const [named] = each.names;
    if (!named) violation(`A representation at ${this.path} has no __typename.`);
    const names: Names = named.abstract === undefined ? each.types : new Set([named.abstract]);
    return [...names].flatMap((name) => {
      const type = subgraph.types.get(name);
      if (!type)
        violation(`Subgraph "${subgraph.name}" has no type ${name}, which a representation at ${this.path} names.`);
      // Where nothing but the name is wanted of a type, no representation is sent.
      if (!this.#isResolvable(type, representation)) return each.fields.size ? this.#unresolvable(type, each) : [];
      const types = named.abstract === undefined ? new Set([name]) : each.types;
      const objects = objectsOf(name, subgraph, supergraph).filter(({ runtime }) =>
        [...types].some((it) => runtime.has(it)),
      );
      return objects.map((it) => this.#object(it, types, representation));
    });
  }

  #isResolvable({ keys }: TypeView, representation: SymbolicObject): boolean {
    const { supergraph } = this.reader.context;
    return keys.some(
      ({ resolvable, fields }) => resolvable && missingOf(fields, representation, supergraph) === undefined,
    );
  }

  #unresolvable({ name, keys }: TypeView, each: Case): never {
    const { subgraph } = this.reader.context;
    const known = keys.filter(({ resolvable }) => resolvable).map(({ text }) => `{ ${text} }`);
    const has = [...each.fields.keys()].join(' ');
    return violation(
      `Subgraph "${subgraph.name}" resolves ${name} by ${known.join(' or ') || 'no key'}; the representation at ${this.path} has { ${has} }.`,
    );
  }

  #object(object: SubgraphObject, types: Names, representation: SymbolicObject): Case {
    const { supergraph, subgraph } = this.reader.context;
    const required = (field: FieldView): void => {
      const missing = missingOf(field.requires!, representation, supergraph);
      if (missing !== undefined)
        violation(
          `${this.path}: subgraph "${subgraph.name}" is not sent "${missing}", which ${object.type.name}.${field.name} requires.`,
        );
    };
    const place = { provided: [], path: this.path, required, context: this.context };
    const read = this.reader.readObject(object, setsOf(this.nodes), place);
    const common = new Set([...types].filter((it) => object.runtime.has(it)));
    return { ...emptyCase(common), names: read.names, fields: read.fields };
  }
}
