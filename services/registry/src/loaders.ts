import { manyEach, oneEach } from '@cabildo/kit';
import * as repository from './repository.js';

export const agencyById = oneEach(repository.agenciesById, ({ id }) => id);
export const tokensOfAgency = manyEach(repository.tokensOf, ({ agencyId }) => agencyId);
export const subgraphByName = oneEach(repository.subgraphsByName, ({ name }) => name);
export const subgraphsOfAgency = manyEach(repository.subgraphsOf, ({ agencyId }) => agencyId);
export const versionsOfSubgraph = manyEach(repository.versionsOf, ({ subgraphName }) => subgraphName);
export const findingsOfCheck = manyEach(repository.findingsOf, ({ checkId }) => checkId);
