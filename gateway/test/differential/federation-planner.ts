/** Our planner, for what is compared with others outside of the gateway. */
export { FederationPlanner } from '../../src/engine/plan/federation-planner.js';
