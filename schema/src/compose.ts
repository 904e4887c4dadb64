import { composeServices } from '@apollo/composition';
import { type DocumentNode, type GraphQLError, parse } from 'graphql';
import { type LinkedFeature, unimplementedFeatures } from './linked-features.js';

export interface SubgraphDefinition {
  readonly name: string;
  /** Where the gateway reaches it; it goes into the supergraph as it is. */
  readonly url: string;
  readonly sdl: string;
}

export interface CompositionFault {
  /** A code of the reference composition, or SUBGRAPH_UNREADABLE. */
  readonly code: string;
  /** What is wrong, as the composition says it. */
  readonly message: string;
  /** The subgraphs that it is about, each with the place in its SDL where that is known. */
  readonly places: readonly { readonly subgraph: string; readonly line?: number }[];
  /** All of it in one sentence. */
  readonly sentence: string;
}

/** Subgraphs that make no supergraph. `message` has a line for each fault. */
export class CompositionError extends Error {
  override readonly name = 'CompositionError';
  readonly code = 'COMPOSITION';
  readonly faults: readonly CompositionFault[];

  constructor(faults: readonly CompositionFault[]) {
    super(faults.map(({ sentence }) => sentence).join('\n'));
    this.faults = faults;
  }
}

/**
 * Composes subgraphs into a supergraph by the reference implementation.
 * @throws CompositionError with every fault that was found
 */
export function compose(subgraphs: readonly SubgraphDefinition[]): { supergraphSdl: string } {
  const services = parseSubgraphs(subgraphs);
  const result = composeServices(services);
  if (result.errors) throw new CompositionError(result.errors.map((error) => faultOf(error, services)));
  const unimplemented = unimplementedFeatures(result.supergraphSdl).map((feature) => featureFault(feature, subgraphs));
  if (unimplemented.length) throw new CompositionError(unimplemented);
  return { supergraphSdl: `${result.supergraphSdl.trimEnd()}\n` };
}

/** The gateway would refuse the supergraph, so composition does. */
function featureFault({ url, purpose }: LinkedFeature, subgraphs: readonly SubgraphDefinition[]): CompositionFault {
  // The supergraph links the newest version of a feature; a subgraph may link an older one.
  const identity = url.replace(/\/v\d+\.\d+\/?$/, '/');
  const places = subgraphs.filter(({ sdl }) => sdl.includes(identity)).map(({ name }) => ({ subgraph: name }));
  const message = `The feature ${url} is linked for: ${purpose}, and Cabildo's gateway does not implement it. Remove its @link.`;
  return fault('UNSUPPORTED_LINKED_FEATURE', message, places);
}

interface Service {
  readonly name: string;
  readonly url: string;
  readonly typeDefs: DocumentNode;
}

function parseSubgraphs(subgraphs: readonly SubgraphDefinition[]): Service[] {
  const faults: CompositionFault[] = [];
  const services = subgraphs.flatMap(({ name, url, sdl }): Service[] => {
    try {
      return [{ name, url, typeDefs: parse(sdl) }];
    } catch (error) {
      const { message, locations } = error as GraphQLError;
      faults.push(fault('SUBGRAPH_UNREADABLE', message, [{ subgraph: name, line: locations?.[0]?.line }]));
      return [];
    }
  });
  if (faults.length) throw new CompositionError(faults);
  return services;
}

function faultOf(error: GraphQLError, services: readonly Service[]): CompositionFault {
  const sources = new Map(services.map(({ name, typeDefs }) => [typeDefs.loc?.source, name]));
  const places = (error.nodes ?? []).flatMap((node) => {
    const subgraph = subgraphOf(node) ?? sources.get(node.loc?.source);
    return subgraph === undefined ? [] : [{ subgraph, line: node.loc?.startToken.line }];
  });
  const code = typeof error.extensions.code === 'string' ? error.extensions.code : 'COMPOSITION_FAILED';
  return fault(code, error.message, places.length ? places : named(error.message, services));
}

// The composition marks the nodes that its errors point at with the subgraph that they come from.
function subgraphOf(node: object): string | undefined {
  return 'subgraph' in node && typeof node.subgraph === 'string' ? node.subgraph : undefined;
}

// An error without nodes begins with the name of its subgraph in brackets, if it is about one.
function named(message: string, services: readonly Service[]): CompositionFault['places'] {
  const name = /^\[([^\]]+)\]/.exec(message)?.[1];
  return services.some((service) => service.name === name) && name !== undefined ? [{ subgraph: name }] : [];
}

function fault(code: string, message: string, places: CompositionFault['places']): CompositionFault {
  const text = message.replaceAll(/\s*\n\s*/g, ' ').trim();
  const at = places.map(({ subgraph, line }) => (line === undefined ? subgraph : `${subgraph}, line ${line}`));
  return { code, message, places, sentence: `${code}: ${text}${at.length ? ` (${[...new Set(at)].join('; ')})` : ''}` };
}
