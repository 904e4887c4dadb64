import { type DocumentNode, type FieldNode, Kind, type OperationDefinitionNode, print, visit } from 'graphql';
import type { FetchedBeside } from '../supergraph/fetched-beside.js';
import { fieldsOf, keyOf } from './response-keys.js';
import type { Fragments } from './selection.js';

export interface Unequivocal {
  readonly document: DocumentNode;
  /** What the client calls the keys that the document has new names for. */
  readonly shownAs: ReadonlyMap<string, string>;
}

/**
 * A document in which a key of the answer, at its path, is one field with one set of arguments. A client’s may be two,
 * under types that exclude each other: `... on A { label: title } ... on B { label: code }`. The planner aborts the
 * process at some of these, and objects that are equal at one path could not become one. Nor is a key one that a plan
 * has another use for: `{ id: title }`.
 */
export function unequivocal(
  document: DocumentNode,
  operation: OperationDefinitionNode,
  fragments: Fragments,
  beside: FetchedBeside,
): Unequivocal {
  const sets = new Map([...fragments].map(([name, { selectionSet }]) => [name, selectionSet]));
  const keys = new Set<string>();
  gatherEquivocal(fieldsOf(operation.selectionSet, sets), (set) => fieldsOf(set, sets), keys);
  visit(document, { Field: (field) => void (beside.takes(field) && keys.add(keyOf(field))) });
  return keys.size ? renamed(document, keys, beside) : { document, shownAs: new Map() };
}

type FieldsOf = (set: NonNullable<FieldNode['selectionSet']>) => FieldNode[];

function gatherEquivocal(fields: readonly FieldNode[], below: FieldsOf, keys: Set<string>): void {
  for (const [key, same] of Map.groupBy(fields, keyOf)) {
    if (same.length > 1 && new Set(same.map(signatureOf)).size > 1) keys.add(key);
    const inner = same.flatMap(({ selectionSet }) => (selectionSet ? below(selectionSet) : []));
    if (inner.length) gatherEquivocal(inner, below, keys);
  }
}

/** The first field of each key keeps it; each other field, with its arguments, has a new key wherever it stands. */
function renamed(document: DocumentNode, keys: ReadonlySet<string>, beside: FetchedBeside): Unequivocal {
  const taken = new Set<string>();
  visit(document, { Field: (field) => void taken.add(keyOf(field)) });
  const names = new Map<string, Map<string, string>>([...keys].map((key) => [key, new Map()]));
  const shownAs = new Map<string, string>();
  const nameOf = (field: FieldNode, signatures: Map<string, string>): string => {
    const key = keyOf(field);
    const isKept = [...signatures.values()].includes(key);
    if (!isKept && !beside.takes(field)) return key;
    let number = signatures.size + 1;
    while (taken.has(`${key}_${number}`)) number++;
    const name = `${key}_${number}`;
    taken.add(name);
    shownAs.set(name, key);
    return name;
  };
  const rename = (field: FieldNode): FieldNode | undefined => {
    const key = keyOf(field);
    const signatures = names.get(key);
    if (!signatures) return undefined;
    const signature = signatureOf(field);
    const name = signatures.get(signature) ?? nameOf(field, signatures);
    signatures.set(signature, name);
    return name === key ? undefined : { ...field, alias: { kind: Kind.NAME, value: name } };
  };
  return { document: visit(document, { Field: rename }), shownAs };
}

const signatureOf = ({ name, arguments: given = [] }: FieldNode): string =>
  `${name.value}(${given.map((argument) => print(argument)).join()})`;
