/** One variable of the environment: how it reads, what it is when absent, and what it is for. */
export interface Variable<Value> {
  description: string;
  /** Answers with the value, or throws a sentence that says what is accepted. */
  read(text: string): Value;
  /** Absent: the variable must be set. Nothing secret has a default. */
  fallback?: Value;
  secret?: boolean;
}

export type Variables = Record<string, Variable<unknown>>;
export type Values<Of extends Variables> = {
  [Name in keyof Of]: Of[Name] extends Variable<infer Value> ? Value : never;
};

/** All that is wrong with the environment, a sentence each. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  readonly code = 'CONFIG';

  constructor(readonly faults: readonly string[]) {
    super(faults.join('\n'));
  }
}

/** Reads the environment once, purely. Every fault is reported at once. */
export function readConfig<Of extends Variables>(
  variables: Of,
  environment: Record<string, string | undefined>,
): Values<Of> {
  const faults: string[] = [];
  const values: Record<string, unknown> = {};
  for (const [name, variable] of Object.entries(variables)) {
    const text = environment[name];
    if (text === undefined || text === '') {
      if (!('fallback' in variable)) faults.push(`${name} is not set. ${variable.description}`);
      values[name] = variable.fallback;
      continue;
    }
    try {
      values[name] = variable.read(text);
    } catch (error) {
      faults.push(`${name}${variable.secret ? '' : ` is ${JSON.stringify(text)}`}: ${(error as Error).message}`);
    }
  }
  if (faults.length > 0) throw new ConfigError(faults);
  return values as Values<Of>;
}

export function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65535) return port;
  throw new Error('a port is a whole number from 0 to 65535');
}

export function readText(text: string): string {
  return text;
}

export function readDsn(text: string): string {
  if (/^postgres(ql)?:\/\//.test(text) && URL.canParse(text)) return text;
  throw new Error('a connection string of PostgreSQL begins with postgresql://');
}

export function readBytes(text: string): number {
  if (/^\d{1,12}$/.test(text)) return Number(text);
  throw new Error('a whole number of bytes is needed');
}
