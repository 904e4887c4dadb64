import type { SubgraphError } from '../../subgraph/transport.js';
import type { ExecutionError } from './execution-errors.js';
import type { ResponsePath } from './response-path.js';

/** Converts an error of a subgraph into one for the client. */
export function executionErrorOf(
  error: SubgraphError,
  service: string,
  path?: ResponsePath,
  cause?: unknown,
): ExecutionError {
  // `http` would set the status of the whole response; the other two hold a stack trace.
  const { http, stacktrace, exception, ...extensions } = error.extensions ?? {};
  return {
    message: error.message,
    path,
    extensions: { code: 'SUBGRAPH_ERROR', ...extensions, serviceName: service },
    cause,
  };
}
