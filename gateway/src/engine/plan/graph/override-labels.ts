import { type DocumentNode, Kind, visit } from 'graphql';
import { joins, textOf } from './join-directive.js';

/** The labels of progressive `@override` in a supergraph. */
export class OverrideLabels {
  /** Field name → the labels of fields with that name. */
  readonly #ofFields = new Map<string, Set<string>>();
  /** Labels of fields that keys, `@requires` or `@provides` name, on which any plan may depend. */
  readonly #always = new Set<string>();

  constructor({ definitions }: DocumentNode) {
    const sets: string[] = [];
    for (const node of definitions) {
      if (node.kind !== Kind.OBJECT_TYPE_DEFINITION && node.kind !== Kind.INTERFACE_TYPE_DEFINITION) continue;
      for (const join of joins(node, 'join__type')) sets.push(textOf(join, 'key') ?? '');
      for (const field of node.fields ?? [])
        for (const join of joins(field, 'join__field')) {
          sets.push(textOf(join, 'requires') ?? '', textOf(join, 'provides') ?? '');
          const label = textOf(join, 'overrideLabel');
          if (label === undefined) continue;
          const labels = this.#ofFields.get(field.name.value) ?? new Set();
          this.#ofFields.set(field.name.value, labels.add(label));
        }
    }
    if (!this.#ofFields.size) return;
    for (const name of new Set(sets.flatMap((set) => set.match(/\w+/g) ?? [])))
      for (const label of this.#ofFields.get(name) ?? []) this.#always.add(label);
  }

  /** The labels that the plan of an operation may depend on. */
  of(document: DocumentNode): readonly string[] {
    if (!this.#ofFields.size) return [];
    const labels = new Set(this.#always);
    visit(document, {
      Field: ({ name }) => {
        for (const label of this.#ofFields.get(name.value) ?? []) labels.add(label);
      },
    });
    return [...labels].sort();
  }
}
