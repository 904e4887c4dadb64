/** One bound on what an operation may be: its variable in the environment, and what it is where nobody says. */
interface Limit {
  readonly variable: string;
  readonly fallback: number;
  readonly description: string;
}

/** Far above the whole picture of a state and the introspection of Apollo Sandbox; far below what hurts. */
export const operationLimits = {
  characters: { variable: 'MAX_CHARACTERS', fallback: 32_768, description: 'characters of an operation’s text.' },
  tokens: { variable: 'MAX_TOKENS', fallback: 5_000, description: 'tokens of an operation’s text.' },
  depth: { variable: 'MAX_DEPTH', fallback: 20, description: 'levels of fields within fields.' },
  fields: { variable: 'MAX_FIELDS', fallback: 2_000, description: 'fields, with fragments in their places.' },
  repeats: { variable: 'MAX_REPEATS', fallback: 30, description: 'times that one field of an object is selected.' },
  aliases: { variable: 'MAX_ALIASES', fallback: 100, description: 'aliases, with fragments in their places.' },
  rootFields: { variable: 'MAX_ROOT_FIELDS', fallback: 30, description: 'fields of the root.' },
  directives: { variable: 'MAX_DIRECTIVES', fallback: 50, description: 'directives of an operation’s text.' },
  cost: { variable: 'MAX_COST', fallback: 200_000, description: 'objects that it may answer.' },
  variableDepth: { variable: 'MAX_VARIABLE_DEPTH', fallback: 20, description: 'levels of values within variables.' },
} as const satisfies Record<string, Limit>;

export type OperationLimits = { readonly [Name in keyof typeof operationLimits]: number };

const defaults = Object.fromEntries(
  Object.entries(operationLimits).map(([name, { fallback }]) => [name, fallback]),
) as OperationLimits;

export const limitsWith = (given: Partial<OperationLimits> = {}): OperationLimits => ({ ...defaults, ...given });
