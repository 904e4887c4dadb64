/** One bound on what an operation may be: its variable in the environment, and what it is where nobody says. */
interface Limit<Variable extends string = string> {
  readonly variable: Variable;
  readonly fallback: number;
  readonly description: string;
}

const most = <Variable extends string>(variable: Variable, fallback: number, what: string): Limit<Variable> => ({
  variable,
  fallback,
  description: `The most that an operation may have: ${what}`,
});

/** Far above the whole picture of a state and the introspection of Apollo Sandbox; far below what hurts. */
export const operationLimits = {
  characters: most('MAX_CHARACTERS', 32_768, 'characters of an operation’s text.'),
  tokens: most('MAX_TOKENS', 5_000, 'tokens of an operation’s text.'),
  depth: most('MAX_DEPTH', 20, 'levels of fields within fields.'),
  fields: most('MAX_FIELDS', 2_000, 'fields, with fragments in their places.'),
  repeats: most('MAX_REPEATS', 30, 'times that one field of an object is selected.'),
  aliases: most('MAX_ALIASES', 100, 'aliases, with fragments in their places.'),
  rootFields: most('MAX_ROOT_FIELDS', 30, 'fields of the root.'),
  directives: most('MAX_DIRECTIVES', 50, 'directives of an operation’s text.'),
  introspection: most(
    'MAX_INTROSPECTION',
    2,
    'lists of the schema within each other, where it introspects: fields of types of fields.',
  ),
  listSize: {
    variable: 'ASSUMED_LIST_SIZE' as const,
    fallback: 10,
    description: 'Objects that a list is taken to have of which neither the operation nor a schema says how many.',
  },
  cost: most('MAX_COST', 200_000, 'objects that it may answer.'),
  variableDepth: most('MAX_VARIABLE_DEPTH', 20, 'levels of values within variables.'),
} satisfies Record<string, Limit>;

export type OperationLimits = { readonly [Name in keyof typeof operationLimits]: number };

const defaults = Object.fromEntries(
  Object.entries(operationLimits).map(([name, { fallback }]) => [name, fallback]),
) as OperationLimits;

export const limitsWith = (given: Partial<OperationLimits> = {}): OperationLimits => ({ ...defaults, ...given });
