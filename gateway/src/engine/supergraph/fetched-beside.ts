import { type ConstDirectiveNode, type FieldNode, Kind, visit } from 'graphql';
import type { Supergraph } from '../../supergraph.js';
import { argumentOf } from './join.js';

/** Fields that a plan may fetch under their own names beside those that the client asks for. */
export class FetchedBeside {
  readonly #names = new Set<string>();
  /** Those among them that are given arguments. */
  readonly #given = new Set<string>();

  /** Reads what keys are made of, and what fields require and provide. */
  constructor({ document }: Supergraph) {
    visit(document, {
      Directive: (directive) => {
        if (!directive.name.value.startsWith('join__')) return;
        for (const argument of ['key', 'requires', 'provides']) {
          const value = argumentOf(directive as ConstDirectiveNode, argument);
          if (value?.kind !== Kind.STRING) continue;
          for (const [, name, given] of value.value.matchAll(/(\w+)\s*(\()?/g)) {
            this.#names.add(name!);
            if (given) this.#given.add(name!);
          }
        }
      },
    });
  }

  has(name: string): boolean {
    return this.#names.has(name);
  }

  /** Whether the field, as a client asks for it, could be taken for one of them that it is not. */
  takes({ name, alias, arguments: given }: FieldNode): boolean {
    if (name.value.startsWith('__')) return false;
    const key = alias?.value ?? name.value;
    return this.#names.has(key) && (key !== name.value || Boolean(given?.length) || this.#given.has(key));
  }
}
