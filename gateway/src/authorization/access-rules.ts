// Access control as the Federation documentation defines it, for supergraphs of any composition:
// - a field is protected by its own directives and by those of the type that it returns;
// - a field of an interface is also protected by the directives of every type that implements the interface, since the
//   runtime type is not known before the field is fetched (GHSA-x33c-7c2v-mrj9);
// - directives that only the interface has protect the field of each implementing type (GHSA-mx7m-j9xf-62hw);
// - a field is also protected by the directives of the fields that it needs through @requires or @fromContext
//   (GHSA-m8jr-fxqx-8xx6);
// - a directive may have another name in the supergraph (GHSA-g8jh-vg5j-4h3f).
import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  isTypeDefinitionNode,
  Kind,
  parse,
  type SelectionSetNode,
  type TypeDefinitionNode,
} from 'graphql';
import { directiveNames, readFeatures } from '../engine/supergraph/features.js';
import { argumentOf, joinDirectives, stringArgument } from '../engine/supergraph/join.js';
import { namedType } from '../engine/supergraph/named-type.js';
import { type Requirement, readAlternatives, requirementKey } from './requirement.js';

type Requirements = readonly Requirement[];

const nothing: Requirements = [];

/** The access-control directives of a supergraph. */
export class AccessRules {
  readonly #types = new Map<string, TypeDefinitionNode>();
  /** Interface or union → the object types that it may be at run time. */
  readonly #members = new Map<string, string[]>();
  readonly #interfaces = new Map<string, readonly string[]>();
  readonly #read: (directive: ConstDirectiveNode) => Requirement | undefined;
  readonly #ofField = new Map<string, Requirements>();
  /** Name of a context → the types that set it. */
  readonly #contexts = new Map<string, string[]>();
  readonly #contextNames: ReadonlySet<string>;

  constructor(supergraph: DocumentNode) {
    this.#read = requirementReader(supergraph);
    this.#contextNames = new Set(directiveNames(readFeatures(supergraph).all, 'context'));
    for (const node of supergraph.definitions) if (isTypeDefinitionNode(node)) this.#addType(node);
  }

  /** What a client has to fulfil to select a field. Each requirement is in the list once. */
  ofField(typeName: string, fieldName: string): Requirements {
    const coordinate = `${typeName}.${fieldName}`;
    let requirements = this.#ofField.get(coordinate);
    if (!requirements) {
      requirements = distinct(this.#collectField(typeName, fieldName, new Set()));
      this.#ofField.set(coordinate, requirements);
    }
    return requirements;
  }

  /** What a client has to fulfil to select anything of a type. */
  ofType(typeName: string): Requirements {
    return this.#directives(this.#types.get(typeName));
  }

  #addType(node: TypeDefinitionNode): void {
    const name = node.name.value;
    this.#types.set(name, node);
    for (const directive of node.directives ?? []) {
      const context = this.#contextNames.has(directive.name.value) ? stringArgument(directive, 'name') : undefined;
      if (context !== undefined) this.#contexts.set(context, [...(this.#contexts.get(context) ?? []), name]);
    }
    if (node.kind === Kind.UNION_TYPE_DEFINITION)
      this.#members.set(
        name,
        (node.types ?? []).map((it) => it.name.value),
      );
    if (node.kind !== Kind.OBJECT_TYPE_DEFINITION) return;
    const interfaces = (node.interfaces ?? []).map((it) => it.name.value);
    this.#interfaces.set(name, interfaces);
    for (const it of interfaces) this.#members.set(it, [...(this.#members.get(it) ?? []), name]);
  }

  /** @param visited coordinates on the way here: fields may require each other */
  #collectField(typeName: string, fieldName: string, visited: ReadonlySet<string>): Requirement[] {
    const coordinate = `${typeName}.${fieldName}`;
    if (visited.has(coordinate) || fieldName.startsWith('__')) return [...this.ofType(typeName)];
    const path = new Set([...visited, coordinate]);
    const field = this.#field(typeName, fieldName);
    const members = this.#members.get(typeName) ?? [];
    return [
      ...this.ofType(typeName),
      ...this.#directives(field),
      ...(field ? this.#ofReturnType(namedType(field.type)) : nothing),
      ...members.flatMap((member) => this.#collectField(member, fieldName, path)),
      ...this.#ofInterfacesOnly(typeName, fieldName),
      ...this.#required(typeName, field).flatMap(({ type, set }) => this.#ofSelection(type, set, path)),
    ];
  }

  /** An abstract type whose every member is protected protects the fields that return it. */
  #ofReturnType(typeName: string): Requirements {
    const members = this.#members.get(typeName) ?? [];
    const ofMembers = members.map((member) => this.ofType(member));
    const common = (ofMembers[0] ?? []).filter((it) =>
      ofMembers.every((others) => others.some((other) => requirementKey(other) === requirementKey(it))),
    );
    return [...this.ofType(typeName), ...common];
  }

  /** Composition copies the directives of fields to their interface. Directives that no implementing type has are its own. */
  #ofInterfacesOnly(typeName: string, fieldName: string): Requirement[] {
    return (this.#interfaces.get(typeName) ?? []).flatMap((name) => {
      const members = this.#members.get(name) ?? [];
      const isCopied = (of: (member: string) => Requirements) => members.some((member) => of(member).length > 0);
      const ofType = isCopied((member) => this.ofType(member)) ? nothing : this.ofType(name);
      const ofField = isCopied((member) => this.#directives(this.#field(member, fieldName)))
        ? nothing
        : this.#directives(this.#field(name, fieldName));
      return [...ofType, ...ofField];
    });
  }

  /** The selections of other fields that a field needs, with the type that each is on. */
  #required(typeName: string, field: FieldDefinitionNode | undefined): { type: string; set: SelectionSetNode }[] {
    return joinDirectives(field ?? {}, 'join__field').flatMap((directive) => {
      const requires = stringArgument(directive, 'requires');
      return [
        ...(requires === undefined ? [] : [{ type: typeName, set: fieldSet(requires) }]),
        ...contextSelections(directive).flatMap(({ context, set }) =>
          (this.#contexts.get(context) ?? []).map((type) => ({ type, set })),
        ),
      ];
    });
  }

  #ofSelection(typeName: string, { selections }: SelectionSetNode, visited: ReadonlySet<string>): Requirement[] {
    return selections.flatMap((selection): Requirement[] => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return [];
      if (selection.kind === Kind.INLINE_FRAGMENT)
        return this.#ofSelection(selection.typeCondition?.name.value ?? typeName, selection.selectionSet, visited);
      const field = this.#field(typeName, selection.name.value);
      const below = selection.selectionSet && field ? namedType(field.type) : undefined;
      return [
        ...this.#collectField(typeName, selection.name.value, visited),
        ...(below === undefined ? [] : this.#ofSelection(below, selection.selectionSet!, visited)),
      ];
    });
  }

  #field(typeName: string, fieldName: string): FieldDefinitionNode | undefined {
    const type = this.#types.get(typeName);
    const hasFields = type?.kind === Kind.OBJECT_TYPE_DEFINITION || type?.kind === Kind.INTERFACE_TYPE_DEFINITION;
    return hasFields ? type.fields?.find(({ name }) => name.value === fieldName) : undefined;
  }

  #directives(node: { readonly directives?: readonly ConstDirectiveNode[] } | undefined): Requirements {
    return node?.directives?.length ? node.directives.flatMap((directive) => this.#read(directive) ?? []) : nothing;
  }
}

function requirementReader(supergraph: DocumentNode): (directive: ConstDirectiveNode) => Requirement | undefined {
  const { all } = readFeatures(supergraph);
  const authenticated = new Set(directiveNames(all, 'authenticated'));
  const scopes = new Set(directiveNames(all, 'requiresScopes'));
  const policies = new Set(directiveNames(all, 'policy'));
  return (directive) => {
    const name = directive.name.value;
    if (authenticated.has(name)) return { kind: 'authenticated' };
    if (scopes.has(name)) return readAlternatives(directive, 'scopes');
    return policies.has(name) ? readAlternatives(directive, 'policies') : undefined;
  };
}

/** Reads @fromContext: `join__field(contextArguments: [{ context: "users__user", selection: "{ name }", … }])`. */
function contextSelections(directive: ConstDirectiveNode): { context: string; set: SelectionSetNode }[] {
  const list = argumentOf(directive, 'contextArguments');
  if (list?.kind !== Kind.LIST) return [];
  return list.values.flatMap((value) => {
    if (value.kind !== Kind.OBJECT) return [];
    const texts = new Map(
      value.fields.map((it) => [it.name.value, it.value.kind === Kind.STRING ? it.value.value : '']),
    );
    const selection = texts.get('selection') ?? '';
    return selection ? [{ context: texts.get('context') ?? '', set: fieldSet(withoutBraces(selection)) }] : [];
  });
}

const withoutBraces = (selection: string): string => selection.replace(/^\s*\{([\s\S]*)\}\s*$/, '$1');

function fieldSet(text: string): SelectionSetNode {
  const { definitions } = parse(`{ ${text} }`, { noLocation: true });
  const [operation] = definitions.flatMap((node) => (node.kind === Kind.OPERATION_DEFINITION ? [node] : []));
  return operation!.selectionSet;
}

const distinct = (requirements: readonly Requirement[]): Requirements => [
  ...new Map(requirements.map((it) => [requirementKey(it), it])).values(),
];
