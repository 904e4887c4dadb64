import { dataset } from '@cabildo/kit';
import { Agency } from './agency.js';
import { AgencyToken } from './agency-token.js';
import { Composition } from './composition.js';
import { FieldUsage } from './field-usage.js';
import { RegisteredSubgraph } from './registered-subgraph.js';
import { SubgraphCheck, SubgraphCheckFinding } from './subgraph-check.js';
import { SubgraphVersion } from './subgraph-version.js';

const ofAgency = { column: 'agencyId', entity: Agency, key: 'id' };

/** Ordered by references: a row refers only to rows of the datasets before it. */
export const datasets = [
  dataset({ name: 'agency', entity: Agency }),
  dataset({ name: 'agency_token', entity: AgencyToken, references: [ofAgency] }),
  dataset({ name: 'registered_subgraph', entity: RegisteredSubgraph, references: [ofAgency] }),
  dataset({
    name: 'subgraph_version',
    entity: SubgraphVersion,
    references: [{ column: 'subgraphName', entity: RegisteredSubgraph, key: 'name' }],
  }),
  dataset({ name: 'composition', entity: Composition }),
  dataset({ name: 'subgraph_check', entity: SubgraphCheck }),
  dataset({
    name: 'subgraph_check_finding',
    entity: SubgraphCheckFinding,
    references: [{ column: 'checkId', entity: SubgraphCheck, key: 'id' }],
  }),
  dataset({ name: 'field_usage', entity: FieldUsage }),
];
