import { CompositionError, compose, foreignOverrides, type SubgraphDefinition } from '@cabildo/schema';
import { type GraphQLError, parse } from 'graphql';
import { type CheckFinding, error } from './finding.js';

/** Composes the candidate with the other members. Returns the supergraph, or why there is none. */
export function checkComposition(
  candidate: SubgraphDefinition,
  others: readonly SubgraphDefinition[],
): { supergraphSdl: string } | { findings: CheckFinding[] } {
  const unreadable = parseFinding(candidate.sdl);
  if (unreadable) return { findings: [unreadable] };
  const taken = foreignOverrides(candidate.name, candidate.sdl);
  if (taken.length)
    return {
      findings: taken.map(({ coordinate, from }) =>
        error(
          'OVERRIDES_OTHERS',
          `@override takes ${coordinate} from the subgraph ${from}: add a field of another name instead.`,
          { coordinate, owner: from },
        ),
      ),
    };
  try {
    return compose([...others, candidate]);
  } catch (thrown) {
    if (!(thrown instanceof CompositionError)) throw thrown;
    return {
      findings: thrown.faults.map(({ sentence, places }) => {
        const here = places.find(({ subgraph }) => subgraph === candidate.name);
        const other = places.find(({ subgraph }) => subgraph !== candidate.name);
        return error('COMPOSITION', sentence, { line: here?.line, owner: other?.subgraph });
      }),
    };
  }
}

function parseFinding(sdl: string): CheckFinding | undefined {
  try {
    parse(sdl);
    return undefined;
  } catch (thrown) {
    const { message, locations } = thrown as GraphQLError;
    return error('SCHEMA_UNREADABLE', message, { line: locations?.[0]?.line });
  }
}
