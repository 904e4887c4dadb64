import { getNamedType, isCompositeType, isObjectType, type SelectionSetNode } from 'graphql';
import { argumentText } from './argument-text.js';
import { type OperationView, setsOf } from './operation-view.js';
import type { SupergraphView } from './supergraph-view.js';
import type { Case, SymbolicObject } from './symbolic-object.js';
import { violation } from './violation.js';

/** Checks that nothing was fetched which @skip and @include exclude, and which no representation has. */
export class Exclusion {
  constructor(
    readonly supergraph: SupergraphView,
    readonly client: OperationView,
  ) {}

  /** @throws Violation */
  check(root: SymbolicObject): void {
    this.#object(root, [this.client.node.selectionSet], '');
  }

  #object({ cases }: SymbolicObject, sets: readonly SelectionSetNode[], path: string): void {
    for (const each of cases) for (const type of each.types) this.#case(each, type, sets, path);
  }

  #case(each: Case, type: string, sets: readonly SelectionSetNode[], path: string): void {
    const collected = this.client.collect(sets, (condition) => this.supergraph.admits(condition, type), undefined);
    for (const [key, nodes] of collected) {
      const field = each.fields.get(key);
      if (!field) continue;
      const definition = this.#fieldOf(type, field.name);
      const same = nodes.filter(
        (it) => it.name.value === field.name && argumentText(it.arguments ?? [], definition?.args ?? []) === field.args,
      );
      const at = path ? `${path}.${key}` : key;
      if (same.length && !field.used)
        violation(`The plan fetches ${at}, which the conditions of the operation exclude.`);
      if (field.object && isCompositeType(getNamedType(definition?.type))) this.#object(field.object, setsOf(same), at);
    }
  }

  #fieldOf(type: string, field: string) {
    const definition = this.supergraph.schema.getType(type);
    return isObjectType(definition) ? definition.getFields()[field] : undefined;
  }
}
