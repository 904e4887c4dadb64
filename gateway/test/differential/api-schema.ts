import { buildASTSchema, type GraphQLSchema, parse } from 'graphql';
import { apiDocument } from '../../src/engine/supergraph/api-schema.js';

export const apiSchemaOf = (supergraphSdl: string): GraphQLSchema =>
  buildASTSchema(apiDocument(parse(supergraphSdl, { noLocation: true })), { assumeValidSDL: true });
