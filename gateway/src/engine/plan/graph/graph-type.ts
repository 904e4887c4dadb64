import type { SelectionSetNode, TypeNode } from 'graphql';

/** An argument of a field that the gateway fills from an object above it (`@fromContext`). */
export interface ContextArgument {
  readonly name: string;
  readonly type: string;
  readonly context: string;
  readonly selection: SelectionSetNode;
}

/** One owner of a field under progressive `@override`: it resolves the field if the label is (or is not) active. */
export interface OverrideLabel {
  readonly name: string;
  readonly whenActive: boolean;
}

/** A field as one subgraph defines it. */
export interface GraphField {
  readonly name: string;
  readonly type: TypeNode;
  /** The name of its type without lists and non-nulls. */
  readonly named: string;
  /** The subgraph does not resolve it, except where a path provides it. */
  readonly external: boolean;
  readonly requires?: SelectionSetNode;
  readonly provides?: SelectionSetNode;
  readonly label?: OverrideLabel;
  readonly contexts: readonly ContextArgument[];
}

export interface Key {
  readonly text: string;
  readonly fields: SelectionSetNode;
  readonly resolvable: boolean;
}

/** A type with fields or members, as one subgraph defines it. */
export interface GraphType {
  readonly graph: string;
  readonly name: string;
  /** `interfaceObject`: an object here, an interface elsewhere (`@interfaceObject`). */
  readonly kind: 'object' | 'interface' | 'union' | 'interfaceObject';
  readonly keys: readonly Key[];
  readonly fields: Pick<ReadonlyMap<string, GraphField>, 'get' | 'has'>;
  /** The runtime types that its objects may have. */
  readonly possible: ReadonlySet<string>;
}

/** A type of the supergraph with fields or members. */
export interface SuperType {
  readonly name: string;
  readonly kind: 'object' | 'interface' | 'union';
  /** Field → the name of its type. */
  readonly fields: ReadonlyMap<string, string>;
  readonly possible: ReadonlySet<string>;
  readonly interfaces: readonly string[];
  /** The subgraphs that define it. */
  readonly graphs: readonly string[];
  /** The contexts that it sets (`@context`). */
  readonly contexts: readonly string[];
}
