import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compose, type SubgraphDefinition, type Translation, withDescriptions } from '@cabildo/schema';
import { errorPage } from './error-page.js';
import { schemaFolder } from './place.js';
import { subgraphs } from './subgraphs.js';

/** A file of `schema/` that is made from the code. */
export interface ContractFile {
  name: string;
  text: string;
}

/** The hub's own subgraphs, as they are composed. */
export const ownSubgraphs = (): SubgraphDefinition[] =>
  subgraphs.map(({ subgraph: { name, sdl }, url }) => ({ name, url, sdl }));

/** What the code says the contract is: subgraphs, the supergraph, the API as Spanish describes it, the page of errors. */
export function emitContract(): ContractFile[] {
  const parts = ownSubgraphs();
  const { supergraphSdl } = compose(parts);
  return [
    ...parts.map(({ name, sdl }) => ({ name: `${name}.graphql`, text: sdl })),
    { name: 'supergraph.graphql', text: `${supergraphSdl.trimEnd()}\n` },
    { name: 'api.es.graphql', text: `${withDescriptions(supergraphSdl, spanish()).trimEnd()}\n` },
    { name: 'errors.md', text: errorPage() },
  ];
}

const spanish = (): Translation => JSON.parse(readFileSync(join(schemaFolder, 'translations', 'es.json'), 'utf8'));
