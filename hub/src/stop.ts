import { whenAbandoned } from './parents.js';

/** Why the hub is to stop. Thrown, it ends whatever step is under way. */
export class StopRequest {
  constructor(readonly reason: string) {}
}

/** Aborted with a StopRequest by whatever ends the hub: a signal, or the end of what started it. */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  const stop = (reason: string) => controller.abort(new StopRequest(reason));
  // They stay: a second Ctrl-C must not cut short what the first began.
  process.on('SIGINT', () => stop('Ctrl-C'));
  process.on('SIGTERM', () => stop('SIGTERM'));
  process.on('SIGHUP', () => stop('the terminal closed'));
  whenAbandoned(() => stop('whatever started this is gone'));
  return controller.signal;
}

/** Waits for a signal, or for the loss of the database, and returns the reason. */
export function whyStopped(signal: AbortSignal, databaseLost?: Promise<void>): Promise<string> {
  return new Promise((resolve) => {
    const stopped = () => resolve((signal.reason as StopRequest).reason);
    if (signal.aborted) stopped();
    signal.addEventListener('abort', stopped);
    void databaseLost?.then(() => resolve('PostgreSQL ended by itself; postgres.log in the home may say why'));
  });
}
