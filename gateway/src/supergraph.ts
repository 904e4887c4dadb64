import { type ConstDirectiveNode, type DocumentNode, type EnumTypeDefinitionNode, Kind, parse } from 'graphql';
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

/** @throws GatewayError SUPERGRAPH_UNREADABLE */
export function parseSupergraph(sdl: string): Supergraph {
  const document = parseSdl(sdl);
  const graphs = document.definitions.find(
    (node): node is EnumTypeDefinitionNode =>
      node.kind === Kind.ENUM_TYPE_DEFINITION && node.name.value === 'join__Graph',
  );
  const subgraphs = (graphs?.values ?? []).flatMap((value) => readGraph(value.directives ?? []));
  if (subgraphs.length) return { sdl, document, subgraphs };
  throw new GatewayError(
    'SUPERGRAPH_UNREADABLE',
    'The schema names no subgraphs: a supergraph has an enum join__Graph whose values carry @join__graph(name:, url:).',
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

function readGraph(directives: readonly ConstDirectiveNode[]): SupergraphSubgraph[] {
  const graph = directives.find((directive) => directive.name.value === 'join__graph');
  const text = (name: string): string | undefined => {
    const value = graph?.arguments?.find((argument) => argument.name.value === name)?.value;
    return value?.kind === Kind.STRING ? value.value : undefined;
  };
  const name = text('name');
  return name === undefined ? [] : [{ name, url: text('url') ?? '' }];
}
