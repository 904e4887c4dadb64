import { type Context, defineSubgraph } from '@cabildo/kit';
import { Agency } from './agency.js';
import { AgencyResolver } from './agency.resolver.js';
import { AgencyToken } from './agency-token.js';
import { Composition } from './composition.js';
import { CompositionResolver } from './composition.resolver.js';
import { datasets } from './datasets.js';
import { FieldUsage } from './field-usage.js';
import { FieldUsageResolver } from './field-usage.resolver.js';
import { agencyById, subgraphByName } from './loaders.js';
import { Registry0001Tables } from './migrations/0001-tables.js';
import { RegisteredSubgraph } from './registered-subgraph.js';
import { RegisteredSubgraphResolver } from './registered-subgraph.resolver.js';
import { SubgraphCheck, SubgraphCheckFinding } from './subgraph-check.js';
import { SubgraphCheckResolver } from './subgraph-check.resolver.js';
import { SubgraphVersion } from './subgraph-version.js';

/** The subgraph that records who federates what: agencies, subgraphs, versions, checks, compositions and usage. */
export const registry = defineSubgraph({
  name: 'registry',
  entities: [
    Agency,
    AgencyToken,
    RegisteredSubgraph,
    SubgraphVersion,
    Composition,
    SubgraphCheck,
    SubgraphCheckFinding,
    FieldUsage,
  ],
  resolvers: [
    AgencyResolver,
    RegisteredSubgraphResolver,
    CompositionResolver,
    SubgraphCheckResolver,
    FieldUsageResolver,
  ],
  references: {
    Agency: ({ id }: { id: string }, { loads }: Context) => loads.load(agencyById, id),
    RegisteredSubgraph: ({ name }: { name: string }, { loads }: Context) => loads.load(subgraphByName, name),
  },
  datasets,
  migrations: [Registry0001Tables],
});
