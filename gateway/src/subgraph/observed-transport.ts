import type { GatewayErrorCode } from '../errors.js';
import { type Connect, type SubgraphResponse, type Transport, TransportError } from './transport.js';

/** How a call ended: answered, or the code of what it failed for. */
export type CallOutcome = 'answered' | GatewayErrorCode;

/** Is told of each call to a subgraph. */
export interface CallObserver {
  /** @throws TransportError where the call is not to be made: it has then ended */
  begins?(): void;
  ended(outcome: CallOutcome, ms: number, answer?: SubgraphResponse): void;
}

/** A Connect whose calls are watched. In one place for all who watch, for each layer more costs every call a promise. */
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
