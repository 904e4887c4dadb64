import {
  type ASTVisitor,
  type DocumentNode,
  type FieldNode,
  Kind,
  type NameNode,
  type ObjectValueNode,
  print,
  type SelectionSetNode,
  visit,
} from 'graphql';
import type { InternalFields } from '../supergraph/internal-fields.js';
import {
  collectFields,
  type Fragments,
  fragmentsOf,
  responseKey,
  rootSets,
  selectionSetsOf,
} from './collect-fields.js';
import { isIntrospection } from './root-fields.js';

export interface UniqueResponseKeys {
  readonly document: DocumentNode;
  /** New response key → the client's response key. */
  readonly clientKeys: ReadonlyMap<string, string>;
}

/**
 * Renames response keys so that each key, at its path, is one field with one set of arguments. A client may use a key
 * for two fields under types that exclude each other: `... on A { label: title } ... on B { label: code }`. A client may
 * also use the name of a key field for another field: `{ id: title }`. Both get a new key, as does `__proto__`, which
 * cannot be assigned to an object. The fields of introspection are not fetched, and keep their keys.
 */
export function withUniqueResponseKeys(document: DocumentNode, internal: InternalFields): UniqueResponseKeys {
  const keys = new Set<string>();
  addAmbiguousKeys(rootSets(document), fragmentsOf(document), keys);
  const isReserved = (field: FieldNode) => responseKey(field) === '__proto__' || internal.conflictsWith(field);
  visit(
    document,
    fetchedFields((field) => void (isReserved(field) && keys.add(responseKey(field)))),
  );
  return keys.size ? new KeyRenamer(document, keys, isReserved).rename() : { document, clientKeys: new Map() };
}

function addAmbiguousKeys(sets: readonly SelectionSetNode[], fragments: Fragments, keys: Set<string>): void {
  for (const [key, fields] of collectFields(sets, fragments)) {
    if (fields.length > 1 && new Set(fields.map(({ node }) => signatureOf(node))).size > 1) keys.add(key);
    const subsets = selectionSetsOf(fields.filter(({ node }) => !isIntrospection(node)));
    if (subsets.length) addAmbiguousKeys(subsets, fragments, keys);
  }
}

/** A visitor of the fields outside of `__schema` and `__type`. */
function fetchedFields(enter: (field: FieldNode) => FieldNode | undefined): ASTVisitor {
  let introspection = 0;
  return {
    Field: {
      enter: (field) => {
        const changed = introspection ? undefined : enter(field);
        if (isIntrospection(field)) introspection++;
        return changed;
      },
      leave: (field) => {
        if (isIntrospection(field)) introspection--;
      },
    },
    // A fragment on __Type or another type of introspection.
    FragmentDefinition: ({ typeCondition }) => (typeCondition.name.value.startsWith('__') ? false : undefined),
  };
}

/** Renames in a whole document: the first field of a key keeps it, every field with another signature gets a new key. */
class KeyRenamer {
  readonly #used = new Set<string>();
  /** Response key → signature of a field → its new response key. */
  readonly #newKeys: ReadonlyMap<string, Map<string, string>>;
  readonly #clientKeys = new Map<string, string>();

  constructor(
    readonly document: DocumentNode,
    keys: ReadonlySet<string>,
    readonly isReserved: (field: FieldNode) => boolean,
  ) {
    visit(document, { Field: (field) => void this.#used.add(responseKey(field)) });
    this.#newKeys = new Map([...keys].map((key) => [key, new Map()]));
  }

  rename(): UniqueResponseKeys {
    const document = visit(
      this.document,
      fetchedFields((field) => this.#renameField(field)),
    );
    return { document, clientKeys: this.#clientKeys };
  }

  #renameField(field: FieldNode): FieldNode | undefined {
    const key = responseKey(field);
    const bySignature = this.#newKeys.get(key);
    if (!bySignature) return undefined;
    const signature = signatureOf(field);
    const newKey = bySignature.get(signature) ?? this.#newKeyFor(field, bySignature);
    bySignature.set(signature, newKey);
    return newKey === key ? undefined : { ...field, alias: { kind: Kind.NAME, value: newKey } };
  }

  #newKeyFor(field: FieldNode, bySignature: ReadonlyMap<string, string>): string {
    const key = responseKey(field);
    const isUsed = [...bySignature.values()].includes(key);
    if (!isUsed && !this.isReserved(field)) return key;
    let number = bySignature.size + 1;
    while (this.#used.has(`${key}_${number}`)) number++;
    const newKey = `${key}_${number}`;
    this.#used.add(newKey);
    this.#clientKeys.set(newKey, key);
    return newKey;
  }
}

/** Equal for fields that return the same value. The order of arguments, and of the fields of an input object, has no meaning. */
const signatureOf = ({ name, arguments: args = [] }: FieldNode): string =>
  `${name.value}(${sorted(args)
    .map((argument) => print(visit(argument, { ObjectValue: { leave: sortedFields } })))
    .join()})`;

const sortedFields = (node: ObjectValueNode): ObjectValueNode => ({ ...node, fields: sorted(node.fields) });

const sorted = <T extends { readonly name: NameNode }>(nodes: readonly T[]): T[] =>
  nodes.toSorted((a, b) => (a.name.value < b.name.value ? -1 : 1));
