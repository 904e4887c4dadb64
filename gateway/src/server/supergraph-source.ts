import { basename } from 'node:path';
import { readSupergraphFile, watchSupergraphFile } from './supergraph-file.js';

/** Replaces the supergraph of a running gateway. Rejects if it cannot be loaded: the current one stays. */
export type TakeSupergraph = (read: () => Promise<string>) => Promise<void>;

/** A source of supergraphs: the first one, and each one that replaces it. */
export interface SupergraphSource {
  /** @throws GatewayError SUPERGRAPH_UNREADABLE */
  read(): Promise<string>;
  /** Calls `take` for every changed supergraph. Returns a function to stop. */
  watch(take: TakeSupergraph): () => void;
  /** Removes private text, such as file paths, from a message that /health publishes. */
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
