export { indicators } from './subgraph.js';
