/** A limit on operations: its environment variable and its default. */
interface Limit<Variable extends string = string> {
  readonly variable: Variable;
  readonly fallback: number;
  readonly description: string;
}

const maximum = <Variable extends string>(variable: Variable, fallback: number, what: string): Limit<Variable> => ({
  variable,
  fallback,
  description: `Maximum ${what}`,
});

/** The defaults are well above the whole-picture operation of a state and the introspection query of Apollo Sandbox. */
export const operationLimits = {
  characters: maximum('MAX_CHARACTERS', 32_768, 'characters of a document.'),
  tokens: maximum('MAX_TOKENS', 5_000, 'tokens of a document.'),
  depth: maximum('MAX_DEPTH', 20, 'depth of nested fields.'),
  fields: maximum('MAX_FIELDS', 2_000, 'fields of a document, with fragments expanded.'),
  repeats: maximum('MAX_REPEATS', 30, 'times one field may be selected on an object.'),
  aliases: maximum('MAX_ALIASES', 100, 'aliases, with fragments expanded.'),
  rootFields: maximum('MAX_ROOT_FIELDS', 30, 'root fields of an operation.'),
  directives: maximum('MAX_DIRECTIVES', 50, 'directives in a document.'),
  introspection: maximum('MAX_INTROSPECTION', 2, 'nested lists of types and fields in an introspection query.'),
  listSize: {
    variable: 'ASSUMED_LIST_SIZE' as const,
    fallback: 10,
    description: 'Items that a list is assumed to have if neither the operation nor @listSize gives its size.',
  },
  cost: maximum(
    'MAX_COST',
    200_000,
    'cost of an operation: the objects that it may return, and a tenth of the leaves.',
  ),
  variableDepth: maximum('MAX_VARIABLE_DEPTH', 20, 'depth of nested values in variables.'),
} satisfies Record<string, Limit>;

export type OperationLimits = { readonly [Name in keyof typeof operationLimits]: number };

const defaults = Object.fromEntries(
  Object.entries(operationLimits).map(([name, { fallback }]) => [name, fallback]),
) as OperationLimits;

/** Completes limits with the defaults. */
export const limitsWith = (given: Partial<OperationLimits> = {}): OperationLimits => ({ ...defaults, ...given });
