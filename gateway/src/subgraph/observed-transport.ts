import type { GatewayErrorCode } from '../errors.js';
import { type Connect, type SubgraphResponse, type Transport, TransportError } from './transport.js';

/** The outcome of a call: `answered` if there was a response, otherwise the error code. */
export type CallOutcome = 'answered' | GatewayErrorCode;

/** Observes the calls of one subgraph. */
export interface CallObserver {
  /** @throws TransportError to refuse the call */
  begins?(): void;
  ended(outcome: CallOutcome, ms: number, answer?: SubgraphResponse): void;
}

/** Returns a Connect whose calls are observed. One layer serves all observers: each layer costs every call a promise. */
export function watched(connect: Connect, watchesOf: (subgraph: string) => readonly CallObserver[]): Connect {
  return (name, url) => {
    const transport = connect(name, url);
    const watches = watchesOf(name);
    const send: Transport['send'] = async (request) => {
      const began = performance.now();
      let outcome: CallOutcome = 'answered';
      let answer: SubgraphResponse | undefined;
      try {
        for (const watch of watches) watch.begins?.();
        answer = await transport.send(request);
        return answer;
      } catch (error) {
        outcome = error instanceof TransportError ? error.code : 'SUBGRAPH_UNREACHABLE';
        throw error;
      } finally {
        const ms = performance.now() - began;
        for (const watch of watches) watch.ended(outcome, ms, answer);
      }
    };
    return { name, send, close: () => transport.close(), watch: transport.watch?.bind(transport) };
  };
}
