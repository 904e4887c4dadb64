import { type DocumentNode, parse } from 'graphql';
import { joinGraphs } from './engine/supergraph/join.js';
import { GatewayError } from './errors.js';

export interface SupergraphSubgraph {
  readonly name: string;
  readonly url: string;
}

export interface Supergraph {
  readonly sdl: string;
  readonly document: DocumentNode;
  readonly subgraphs: readonly SupergraphSubgraph[];
}

/** @throws GatewayError SUPERGRAPH_UNREADABLE when the text is not GraphQL or has no subgraphs */
export function parseSupergraph(sdl: string): Supergraph {
  const document = parseSdl(sdl);
  const subgraphs = joinGraphs(document).map(({ name, url }) => ({ name, url }));
  if (subgraphs.length) return { sdl, document, subgraphs };
  throw new GatewayError(
    'SUPERGRAPH_UNREADABLE',
    'The schema names no subgraphs. A supergraph has an enum join__Graph whose values carry @join__graph(name:, url:).',
  );
}

function parseSdl(sdl: string): DocumentNode {
  try {
    return parse(sdl, { noLocation: true });
  } catch (cause) {
    throw new GatewayError('SUPERGRAPH_UNREADABLE', `The supergraph is not GraphQL: ${(cause as Error).message}`, {
      cause,
    });
  }
}
