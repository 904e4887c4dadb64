import { type FieldNode, Kind } from 'graphql';
import type { ContextVariable, EntitySlot, PathSegment } from '../plan/plan.js';
import { casesAt } from './cases-at.js';
import { missingOf } from './field-set-check.js';
import { partsOf, representationOf } from './representation.js';
import type { SelectionReader } from './selection-reader.js';
import type { SymbolicObject } from './symbolic-object.js';
import type { ContextArgument, FieldView } from './type-view.js';
import { violation } from './violation.js';

/** Checks that each argument of a field that @fromContext fills has the value of an object above the entities. */
export function contextCheck(
  { contexts = [] }: EntitySlot,
  steps: readonly PathSegment[],
  root: SymbolicObject,
  reader: SelectionReader,
): (field: FieldView, node: FieldNode) => void {
  return ({ name, contextArguments }, node) => {
    for (const argument of contextArguments) {
      const value = node.arguments?.find((it) => it.name.value === argument.name)?.value;
      const variable = contexts.find((it) => value?.kind === Kind.VARIABLE && value.name.value === it.name);
      if (!variable)
        violation(`The argument ${argument.name} of ${name} has no value of the context ${argument.context}.`);
      checkValue(variable, argument, steps, root, reader);
    }
  };
}

function checkValue(
  { depth, selection }: ContextVariable,
  argument: ContextArgument,
  steps: readonly PathSegment[],
  root: SymbolicObject,
  reader: SelectionReader,
): void {
  const { supergraph, at } = reader.context;
  const above = steps.slice(0, depth);
  const path = above.map((step) => ('field' in step ? step.field : `<${step.types.join('|')}>`)).join('.');
  checkNearest({ argument, steps, depth, path }, root, reader);
  for (const { object, each } of casesAt(above, root, at, supergraph))
    for (const part of partsOf(each, selection, at, supergraph))
      for (const one of object.only(part.types)) {
        const missing = missingOf(argument.selection, representationOf(one, part, at, supergraph, path), supergraph);
        if (missing !== undefined) violation(`The context ${argument.context} has no "${missing}" at ${path}.`);
      }
}

interface Above {
  readonly argument: ContextArgument;
  readonly steps: readonly PathSegment[];
  readonly depth: number;
  readonly path: string;
}

/** The value is of the nearest object above the entities that sets the context. */
function checkNearest({ argument, steps, depth, path }: Above, root: SymbolicObject, reader: SelectionReader): void {
  const { supergraph, at } = reader.context;
  const setters = supergraph.settersOf(argument.context);
  const sets = (type: string): boolean => [...setters].some((setter) => supergraph.admits(setter, type));
  for (const { each } of casesAt(steps.slice(0, depth), root, at, supergraph))
    for (const type of each.types)
      if (!sets(type)) violation(`${path} is a ${type}, which does not set the context ${argument.context}.`);
  for (let nearer = depth + 1; nearer < steps.length; nearer++) {
    if (!('field' in steps[nearer - 1]!)) continue;
    const found = casesAt(steps.slice(0, nearer), root, at, supergraph).flatMap(({ each }) => [...each.types]);
    if (found.length && found.every(sets))
      violation(`An object below ${path} sets the context ${argument.context} too.`);
  }
}
