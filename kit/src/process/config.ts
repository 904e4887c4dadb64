/** An environment variable: its description, parser and default. */
export interface Variable<Value> {
  description: string;
  /** Parses the value. @throws Error whose message says what is accepted */
  read(text: string): Value;
  /** The default. Without this property the variable is required. Secrets have no default value. */
  fallback?: Value;
  secret?: boolean;
}

export type Variables = Record<string, Variable<unknown>>;
export type Values<Of extends Variables> = {
  [Name in keyof Of]: Of[Name] extends Variable<infer Value> ? Value : never;
};

/** Every problem of the environment variables, one sentence each. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code = 'CONFIG';

  constructor(readonly problems: readonly string[]) {
    super(problems.join('\n'));
  }
}

/** Parses environment variables. @throws ConfigError with all problems at once */
export function readConfig<Of extends Variables>(
  variables: Of,
  environment: Record<string, string | undefined>,
): Values<Of> {
  const problems: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, variable] of Object.entries(variables)) {
    const text = environment[name];
    if (text === undefined || text === '') {
      if (!('fallback' in variable)) problems.push(`${name} is not set. ${variable.description}`);
      values[name] = variable.fallback;
      continue;
    }
    try {
      values[name] = variable.read(text);
    } catch (error) {
      problems.push(`${name}${variable.secret ? '' : ` is ${JSON.stringify(text)}`}: ${(error as Error).message}`);
    }
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return values as Values<Of>;
}

export function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65535) return port;
  throw new Error('expected a port number from 0 to 65535');
}

export function readText(text: string): string {
  return text;
}

export function readDsn(text: string): string {
  if (/^postgres(ql)?:\/\//.test(text) && URL.canParse(text)) return text;
  throw new Error('expected a connection string such as postgresql://user:password@host:5432/database');
}

export function readBytes(text: string): number {
  if (/^\d{1,12}$/.test(text)) return Number(text);
  throw new Error('expected a whole number of bytes');
}

export function readCount(text: string): number {
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new Error('expected a whole number from 1 to 9999999');
}
