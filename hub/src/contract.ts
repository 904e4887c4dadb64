import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mappingSchema } from '@cabildo/kit';
import { compose, type SubgraphDefinition, type Translation, withDescriptions } from '@cabildo/schema';
import { errorPage } from './error-page.js';
import { schemaFolder } from './place.js';
import { signatureVectors } from './signature-vectors.js';
import { subgraphs } from './subgraphs.js';
import { trustedDocuments } from './trusted-documents.js';

/** A file of `schema/` that is generated from the code. */
export interface ContractFile {
  name: string;
  text: string;
}

/** The hub's own subgraphs, as they are composed. */
export const ownSubgraphs = (): SubgraphDefinition[] =>
  subgraphs.map(({ subgraph: { name, sdl }, url }) => ({ name, url, sdl }));

/**
 * What the code says the contract is: subgraphs, the supergraph, the API as Spanish describes it, the trusted documents, the page of
 * errors, the JSON Schema of a mapping.
 */
export function emitContract(): ContractFile[] {
  const parts = ownSubgraphs();
  const { supergraphSdl } = compose(parts);
  return [
    ...parts.map(({ name, sdl }) => ({ name: `${name}.graphql`, text: sdl })),
    { name: 'supergraph.graphql', text: `${supergraphSdl.trimEnd()}\n` },
    { name: 'api.es.graphql', text: `${withDescriptions(supergraphSdl, spanish()).trimEnd()}\n` },
    { name: 'trusted-documents.json', text: trustedDocuments(join(schemaFolder, 'operations'), supergraphSdl) },
    { name: 'errors.md', text: errorPage() },
    { name: 'signature-vectors.json', text: `${JSON.stringify(signatureVectors(), null, 2)}\n` },
    { name: 'mapping.schema.json', text: `${JSON.stringify(mappingSchema, null, 2)}\n` },
  ];
}

const spanish = (): Translation => JSON.parse(readFileSync(join(schemaFolder, 'translations', 'es.json'), 'utf8'));
