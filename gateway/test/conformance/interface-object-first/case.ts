// The names of subgraphs decide in what order the planner meets them, and must not decide what it finds.
import type { ConformanceCase } from '../../conformance-case.js';
import other from '../interface-object/case.js';

const { a, b } = other.resolvers;

export default { resolvers: { a: b, b: a }, queries: other.queries } satisfies ConformanceCase;
