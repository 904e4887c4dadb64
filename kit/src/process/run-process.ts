/** Waits for SIGINT, SIGTERM or SIGHUP and returns it. Further signals do not end the process either. */
export function terminated(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, resolve);
  });
}

/** Ignores EPIPE on stdout and stderr, so that the process still ends in order if its reader does: `hub start | head`. */
export function ignoreBrokenPipes(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
    });
}

/** Runs a process and exits with 0 or 1. An error with a code prints its message only; any other error its stack. */
export async function runProcess(work: () => Promise<void>): Promise<never> {
  ignoreBrokenPipes();
  try {
    await work();
    process.exit(0);
  } catch (error) {
    const isForOperator = error instanceof Error && 'code' in error;
    process.stderr.write(`${isForOperator ? error.message : (error as Error).stack}\n`);
    process.exit(1);
  }
}
