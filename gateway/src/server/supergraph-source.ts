import { basename } from 'node:path';
import { readSupergraphFile, watchSupergraphFile } from './supergraph-file.js';

/** Serves a changed supergraph. Rejects if the gateway refuses it: the one before stays. */
export type TakeSupergraph = (read: () => Promise<string>) => Promise<void>;

/** Where a gateway gets its supergraph from, and every later one. */
export interface SupergraphSource {
  /** @throws GatewayError SUPERGRAPH_UNREADABLE */
  read(): Promise<string>;
  /** Hands every changed supergraph to `take`, until the returned function is called. */
  watch(take: TakeSupergraph): () => void;
  /** Removes from a message what the public must not see, such as a path of this machine. */
  redact?(message: string): string;
}

export type SupergraphOption =
  | { readonly sdl: string }
  | { readonly file: string }
  | { readonly source: SupergraphSource };

export function supergraphSource(option: SupergraphOption): SupergraphSource {
  if ('source' in option) return option.source;
  if ('sdl' in option) return { read: async () => option.sdl, watch: () => () => {} };
  const { file } = option;
  return {
    read: () => readSupergraphFile(file),
    watch: (take) => watchSupergraphFile(file, () => void take(() => readSupergraphFile(file)).catch(() => undefined)),
    redact: (message) => message.replaceAll(file, basename(file)),
  };
}
