import { runSubgraph } from '@cabildo/kit';
import { municipalities } from './subgraph.js';

await runSubgraph(municipalities);
