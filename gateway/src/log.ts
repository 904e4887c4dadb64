/** Where a gateway tells its operator what happened. No line holds a variable's value. */
export interface Log {
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}

export const silent: Log = { info: () => {}, warn: () => {}, error: () => {} };
