import {
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  getNamedType,
  Kind,
  type SelectionSetNode,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import type { Access } from './access.js';
import type { AccessRules } from './access-rules.js';
import { isFulfilled, policiesOf, type Requirement, requirementKey } from './requirement.js';

/** The fields of an operation that one client may not read. */
export interface Denial {
  /** Equal for equal sets of denied fields. */
  readonly key: string;
  readonly fields: ReadonlySet<FieldNode>;
}

export const nothingDenied: Denial = { key: '', fields: new Set() };

/** The requirements of an operation's fields. */
export class OperationAccess {
  readonly #requirements: Requirement[] = [];
  readonly #indexes = new Map<string, number>();
  /** Field → indexes of its requirements. Fields without requirements are not in the map. */
  readonly #ofField = new Map<FieldNode, ReadonlySet<number>>();

  constructor(document: DocumentNode, schema: GraphQLSchema, rules: AccessRules) {
    const info = new TypeInfo(schema);
    const addField = (field: FieldNode, ancestors: readonly unknown[]): void => {
      const parent = getNamedType(info.getParentType())?.name;
      if (parent === undefined || parent.startsWith('__')) return;
      this.#add(field, rules.ofField(parent, field.name.value));
      // What is below a protected field is protected too: another field may share the response key.
      const outer = ancestors.findLast(isField);
      if (outer) this.#addIndexes(field, this.#ofField.get(outer) ?? noIndexes);
    };
    visit(
      document,
      visitWithTypeInfo(info, { Field: (field, _key, _parent, _path, ancestors) => addField(field, ancestors) }),
    );
  }

  /** Whether the response depends on what the client may read. */
  get isProtected(): boolean {
    return this.#ofField.size > 0;
  }

  async denialFor(access: Access): Promise<Denial> {
    if (!this.isProtected) return nothingDenied;
    const policies = policiesOf(this.#requirements);
    const granted: ReadonlySet<string> = policies.length ? await access.grantedPolicies(policies) : new Set();
    const isMet = this.#requirements.map((requirement) => isFulfilled(requirement, access, granted));
    const fields = [...this.#ofField].flatMap(([field, indexes]) => ([...indexes].every((i) => isMet[i]) ? [] : field));
    return { key: isMet.map(Number).join(''), fields: new Set(fields) };
  }

  #add(field: FieldNode, requirements: readonly Requirement[]): void {
    this.#addIndexes(field, new Set(requirements.map((requirement) => this.#indexOf(requirement))));
  }

  #addIndexes(field: FieldNode, indexes: ReadonlySet<number>): void {
    if (indexes.size) this.#ofField.set(field, new Set([...(this.#ofField.get(field) ?? noIndexes), ...indexes]));
  }

  #indexOf(requirement: Requirement): number {
    const key = requirementKey(requirement);
    const known = this.#indexes.get(key);
    if (known !== undefined) return known;
    this.#indexes.set(key, this.#requirements.length);
    return this.#requirements.push(requirement) - 1;
  }
}

const noIndexes: ReadonlySet<number> = new Set();

const isField = (node: unknown): node is FieldNode =>
  typeof node === 'object' && node !== null && 'kind' in node && node.kind === Kind.FIELD;

const typename: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/** Returns the document without the denied fields, so that no subgraph is called for them. */
export function withoutDenied(document: DocumentNode, { fields }: Denial): DocumentNode {
  if (!fields.size) return document;
  return visit(document, {
    Field: (field) => (fields.has(field) ? null : undefined),
    SelectionSet: {
      leave: (set: SelectionSetNode) => (set.selections.length ? undefined : { ...set, selections: [typename] }),
    },
  });
}
