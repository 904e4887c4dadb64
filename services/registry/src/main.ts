import { runSubgraph } from '@cabildo/kit';
import { registry } from './subgraph.js';

await runSubgraph(registry);
