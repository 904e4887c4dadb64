import { runSubgraph } from '@cabildo/kit';
import { secretariats } from './subgraph.js';

await runSubgraph(secretariats);
