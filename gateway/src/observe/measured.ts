import { type Connect, type Transport, TransportError } from '../transport.js';
import type { Metrics } from './metrics.js';

/** A Connect whose calls are counted and timed. */
export function measured(connect: Connect, metrics: Metrics): Connect {
  return (name, url) => {
    const transport = connect(name, url);
    const send: Transport['send'] = async (request) => {
      const began = performance.now();
      let outcome = 'answered';
      try {
        const answer = await transport.send(request);
        if (answer.retried) metrics.retried(name);
        return answer;
      } catch (error) {
        outcome = error instanceof TransportError ? error.code : 'SUBGRAPH_UNREACHABLE';
        throw error;
      } finally {
        metrics.fetched(name, outcome, performance.now() - began);
      }
    };
    const close = () => transport.close();
    return transport.watch
      ? { name, send, close, watch: (listener) => transport.watch!(listener) }
      : { name, send, close };
  };
}
