export { secretariats } from './subgraph.js';
