import { type SubgraphRequest, TransportError } from '../transport.js';

/**
 * Waits for a subgraph's answer until the request's time is up: for transports that cannot end a call under way.
 * @throws TransportError DEADLINE_EXCEEDED
 */
export function inTime<Answer>(name: string, { deadline }: SubgraphRequest, answer: Promise<Answer>): Promise<Answer> {
  if (deadline === undefined) return answer;
  return new Promise((resolve, reject) => {
    const late = () =>
      reject(new TransportError('DEADLINE_EXCEEDED', `The request’s time was up before subgraph "${name}" answered.`));
    const timer = setTimeout(late, Math.max(0, deadline - performance.now()));
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
