import { type Rule, rules } from '@cabildo/kit';
import { subgraphs } from './subgraphs.js';

/** Every rule of an ingestion: the kit's, and those of the datasets. */
export function ruleCatalogue(): Rule[] {
  const ofDatasets = subgraphs.flatMap(({ subgraph }) => subgraph.datasets.flatMap((dataset) => dataset.rules ?? []));
  return [...rules, ...ofDatasets];
}
