import { type SubgraphRequest, TransportError } from './transport.js';

/**
 * Waits for a subgraph's response until the request's deadline, or until its client disconnects. For transports without
 * HTTP: `call` gets a signal that aborts then.
 * @throws TransportError DEADLINE_EXCEEDED, REQUEST_CANCELLED
 */
export function withDeadline<Answer>(
  name: string,
  { deadline, caller }: SubgraphRequest,
  call: (ended: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  const ended = new AbortController();
  return new Promise((resolve, reject) => {
    const end = (code: 'DEADLINE_EXCEEDED' | 'REQUEST_CANCELLED', message: string) => {
      reject(new TransportError(code, message));
      ended.abort();
    };
    const late = `The request’s time was up before subgraph "${name}" answered.`;
    const left = deadline === undefined ? undefined : Math.max(0, deadline - performance.now());
    const timer = left === undefined ? undefined : setTimeout(end, left, 'DEADLINE_EXCEEDED', late);
    let settled = false;
    caller?.whenGone(() => settled || end('REQUEST_CANCELLED', 'The request was cancelled.'));
    call(ended.signal)
      .then(resolve, reject)
      .finally(() => {
        settled = true;
        clearTimeout(timer);
      });
  });
}
