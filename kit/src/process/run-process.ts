/**
 * Waits until the process is told to end, or its terminal is closed, and answers with the signal. A second signal does
 * not cut that short.
 */
export function terminated(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, resolve);
  });
}

/** Lets the process go on, and end in order, when nobody reads what it says any more: `hub start | head`. */
export function ignoreBrokenPipes(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
}

/** Runs a process: a failure that was made for its operator is one sentence, and the exit code tells. */
export async function runProcess(work: () => Promise<void>): Promise<never> {
  ignoreBrokenPipes();
  try {
    await work();
    process.exit(0);
  } catch (error) {
    const forOperator = error instanceof Error && 'code' in error;
    process.stderr.write(`${forOperator ? error.message : (error as Error).stack}\n`);
    process.exit(1);
  }
}
