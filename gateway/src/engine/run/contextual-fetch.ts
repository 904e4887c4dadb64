import { type Data, isRecord, own } from '../../record.js';
import type { Transport } from '../../subgraph/transport.js';
import type { ContextVariable, EntitySlot, FetchPlan } from '../plan/plan.js';
import type { TypeConditions } from '../supergraph/type-conditions.js';
import { compileEntityFetch } from './entity-fetch.js';
import { compilePath } from './paths.js';
import { flatten } from './representations.js';
import type { Execute } from './run.js';

/**
 * Compiles a fetch of entities with arguments that objects above them have (`@fromContext`). Entities below objects
 * with equal values are fetched together.
 */
export function compileContextualFetch(
  plan: FetchPlan,
  transport: Transport,
  { types }: { readonly types: TypeConditions },
): Execute {
  const [slot] = plan.entities;
  const readValues = compileValues(slot!, types);
  const variables = [...plan.variables, ...slot!.contexts!.map(({ name }) => name)];
  const compileFor = (entities: ReadonlySet<Data>): Execute =>
    compileEntityFetch({ ...plan, variables }, transport, {
      types,
      shareEqualObjects: false,
      isIncluded: (entity) => entities.has(entity),
    });
  return async (run) => {
    const groups = Map.groupBy(readValues(run.data), ({ values }) => JSON.stringify(values));
    const calls = [...groups.values()].map((same) => {
      const execute = compileFor(new Set(same.map(({ entity }) => entity)));
      return execute({ ...run, variables: { ...run.variables, ...same[0]!.values } });
    });
    await Promise.all(calls);
  };
}

interface Located {
  readonly entity: Data;
  readonly values: Data;
}

/** Reads the values of the contexts of each entity: path by path, down to the object of a context, then to the entities. */
function compileValues({ paths, contexts = [] }: EntitySlot, types: TypeConditions): (data: Data) => Located[] {
  const [path = []] = paths;
  const ordered = contexts.toSorted((a, b) => a.depth - b.depth);
  const legs = ordered.map(({ depth }, i) => compilePath(path.slice(ordered[i - 1]?.depth ?? 0, depth), types));
  const last = compilePath(path.slice(ordered.at(-1)?.depth ?? 0), types);
  const read = ordered.map((context) => valueReader(context, types));
  return (data) => {
    const located: Located[] = [];
    const descend = (object: Data, leg: number, values: Data): void => {
      const next = legs[leg];
      if (!next) {
        for (const { object: entity } of last.locate(object)) located.push({ entity, values });
        return;
      }
      for (const { object: below } of next.locate(object))
        descend(below, leg + 1, { ...values, [ordered[leg]!.name]: read[leg]!(below) });
    };
    descend(data, 0, {});
    return located;
  };
}

/** Reads the one field that the selection of a context has for an object. */
function valueReader({ selection }: ContextVariable, types: TypeConditions): (object: Data) => unknown {
  const valueIn = (object: Data, selections: ContextVariable['selection']): unknown => {
    const typename = typeof object.__typename === 'string' ? object.__typename : undefined;
    const [field] = flatten(selections, typename, types).filter(({ name }) => name !== '__typename');
    return field && within(own(object, field.name), field.selections);
  };
  const within = (value: unknown, selections: ContextVariable['selection'] | undefined): unknown => {
    if (!selections) return value ?? null;
    if (Array.isArray(value)) return value.map((item) => within(item, selections));
    return isRecord(value) ? valueIn(value, selections) : null;
  };
  return (object) => valueIn(object, selection);
}
