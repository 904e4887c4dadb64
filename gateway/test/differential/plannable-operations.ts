import { buildASTSchema, type DocumentNode, parse } from 'graphql';
import { nothingDenied } from '../../src/authorization/operation-access.js';
import { plannableFor, prepareDocument } from '../../src/engine/document/prepare.js';
import { apiDocument } from '../../src/engine/supergraph/api-schema.js';
import { InternalFields } from '../../src/engine/supergraph/internal-fields.js';
import { TypeConditions } from '../../src/engine/supergraph/type-conditions.js';
import { parseSupergraph } from '../../src/supergraph.js';
import { generateOperation } from './operation-generator.js';

/** Generated operations as a planner gets them. */
export function plannableOperations(sdl: string, seed: number, count: number): DocumentNode[] {
  const supergraph = parseSupergraph(sdl);
  const schema = buildASTSchema(apiDocument(supergraph.document), { assumeValidSDL: true });
  const types = new TypeConditions(buildASTSchema(supergraph.document, { assumeValid: true, assumeValidSDL: true }));
  const context = { schema, types, internalFields: new InternalFields(supergraph) };
  return Array.from({ length: count }, (_, i) => {
    const { query, variables } = generateOperation(schema, seed * count + i);
    return plannableFor(prepareDocument(parse(query), undefined, context), nothingDenied, variables, context);
  });
}
