import { type DestinationStream, destination, pino } from 'pino';

/** The log of a gateway. No line contains the value of a variable. */
export interface Log {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
  /** Undefined if requests are not logged. */
  readonly request?: RequestLog;
}

/** Logs one line for each request. */
export type RequestLog = (line: Readonly<Record<string, unknown>>) => void;

export const silent: Log = { info: () => {}, warn: () => {}, error: () => {} };

export const logLevels = ['silent', 'error', 'warn', 'info'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Logs lines of JSON to stderr, because stdout has messages for people. */
export function jsonLog(level: LogLevel, output: DestinationStream = destination({ fd: 2, sync: false })): Log {
  const log = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, output);
  return {
    info: (message) => log.info(message),
    warn: (message) => log.warn(message),
    error: (message) => log.error(message),
    ...(log.isLevelEnabled('info') && { request: (line) => log.info(line, 'request') }),
  };
}
