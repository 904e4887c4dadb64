import { runSubgraph } from '@cabildo/kit';
import { indicators } from './subgraph.js';

await runSubgraph(indicators);
