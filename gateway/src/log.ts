import { type DestinationStream, destination, pino } from 'pino';

/** Where a gateway tells its operator what happened. No line holds a variable's value. */
export interface Log {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
  /** Left out: requests are not logged. */
  readonly request?: RequestLog;
}

/** Takes one line a request. */
export type RequestLog = (line: Readonly<Record<string, unknown>>) => void;

export const silent: Log = { info: () => {}, warn: () => {}, error: () => {} };

export const logLevels = ['silent', 'error', 'warn', 'info'] as const;
export type LogLevel = (typeof logLevels)[number];

/** Lines of JSON on the standard error output, where they do not mix with what a person reads. */
export function jsonLog(level: LogLevel, output: DestinationStream = destination({ fd: 2, sync: false })): Log {
  const log = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, output);
  return {
    info: (message) => log.info(message),
    warn: (message) => log.warn(message),
    error: (message) => log.error(message),
    ...(log.isLevelEnabled('info') && { request: (line) => log.info(line, 'request') }),
  };
}
