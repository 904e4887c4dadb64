import { Supergraph } from '@apollo/federation-internals';
import { buildSchema, type GraphQLSchema } from 'graphql';

/**
 * The schema that clients see, from a supergraph or from an API's own SDL.
 * @throws GraphQLError if the text is neither
 */
export function apiSchema(sdl: string): GraphQLSchema {
  if (!isSupergraph(sdl)) return buildSchema(sdl);
  return Supergraph.build(sdl).apiSchema().toGraphQLJSSchema();
}

function isSupergraph(sdl: string): boolean {
  return /\benum\s+join__Graph\b/.test(sdl);
}
