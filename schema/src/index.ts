export { apiSchema } from './api.js';
export { type AcceptedChange, baselineOf, changesSince } from './baseline.js';
export type { SchemaChange } from './change.js';
export { breakingChanges, dangerousChanges } from './check.js';
export { CompositionError, type CompositionFault, compose, type SubgraphDefinition } from './compose.js';
export { type ConventionFinding, type ConventionRule, conventionFindings } from './conventions.js';
export { descriptionsOf, type Translation, withDescriptions } from './descriptions.js';
export { implementedFeatures } from './linked-features.js';
export { type ForeignOverride, foreignOverrides } from './override.js';
