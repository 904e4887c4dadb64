import { compose } from '@cabildo/schema';
import { errorPage } from './error-page.js';
import { subgraphs } from './subgraphs.js';

/** A file of `schema/` that is made from the code. */
export interface ContractFile {
  name: string;
  text: string;
}

/** What the code says the contract is: the SDL of each subgraph, the supergraph, the page of errors. */
export function emitContract(): ContractFile[] {
  const parts = subgraphs.map(({ subgraph: { name, sdl }, url }) => ({ name, url, sdl }));
  const { supergraphSdl } = compose(parts);
  return [
    ...parts.map(({ name, sdl }) => ({ name: `${name}.graphql`, text: sdl })),
    { name: 'supergraph.graphql', text: `${supergraphSdl.trimEnd()}\n` },
    { name: 'errors.md', text: errorPage() },
  ];
}
