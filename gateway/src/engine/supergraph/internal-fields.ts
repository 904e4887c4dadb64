import { type FieldNode, isTypeDefinitionNode } from 'graphql';
import type { Supergraph } from '../../supergraph.js';
import { joinDirectives, stringArgument } from './join.js';

/** The fields that @key, @requires and @provides name. A plan may fetch them in addition to the client's fields. */
export class InternalFields {
  readonly #names = new Set<string>();
  /** The names of those that have arguments in @requires. */
  readonly #withArguments = new Set<string>();

  constructor({ document }: Supergraph) {
    for (const type of document.definitions) {
      if (!isTypeDefinitionNode(type)) continue;
      const fields = 'fields' in type ? (type.fields ?? []) : [];
      for (const node of [type, ...fields]) {
        for (const directive of joinDirectives(node)) {
          for (const argument of ['key', 'requires', 'provides']) this.#add(stringArgument(directive, argument));
        }
      }
    }
  }

  has(name: string): boolean {
    return this.#names.has(name);
  }

  /** Whether the response key of a client's field is the name of an internal field with another value. */
  conflictsWith({ name, alias, arguments: args }: FieldNode): boolean {
    if (name.value.startsWith('__')) return false;
    const key = alias?.value ?? name.value;
    return this.#names.has(key) && (key !== name.value || Boolean(args?.length) || this.#withArguments.has(key));
  }

  /** @param fieldSet such as `id owner { name }` or `price(currency: "MXN")` */
  #add(fieldSet = ''): void {
    for (const [, name, hasArguments] of fieldSet.matchAll(/(\w+)\s*(\()?/g)) {
      this.#names.add(name!);
      if (hasArguments) this.#withArguments.add(name!);
    }
  }
}
