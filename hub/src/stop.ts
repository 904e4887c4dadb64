import { whenAbandoned } from './parents.js';

/** Waits for what ends the hub, and answers with a line that says what it was. */
export function untilStopped(databaseLost?: Promise<void>): Promise<string> {
  return new Promise((resolve) => {
    // They stay: a second Ctrl-C must not cut short what the first began.
    process.on('SIGINT', () => resolve('Stopping (Ctrl-C) …'));
    process.on('SIGTERM', () => resolve('Stopping (SIGTERM) …'));
    process.on('SIGHUP', () => resolve('Stopping (the terminal closed) …'));
    whenAbandoned(() => resolve('Stopping (whatever started this is gone) …'));
    void databaseLost?.then(() => resolve('Stopping: PostgreSQL ended by itself; its log lies in the home …'));
  });
}
