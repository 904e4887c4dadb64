import { type DocumentNode, type FieldNode, type FragmentDefinitionNode, Kind, visit } from 'graphql';
import type { Supergraph } from '../../supergraph.js';
import { fetchPlan } from './emit/fetch-plan.js';
import { selectionText } from './emit/operation-text.js';
import { Aliases } from './emit/overlaps.js';
import { planOf } from './emit/stages.js';
import { JoinGraph } from './graph/join-graph.js';
import { OverrideLabels } from './graph/override-labels.js';
import type { Plan } from './plan.js';
import type { Planner } from './planner.js';
import { Reaches } from './search/reach.js';
import { Search } from './search/search.js';
import { Terrain } from './search/terrain.js';

const noLabels: ReadonlySet<string> = new Set();

/** Plans operations over the subgraphs of a supergraph: docs/explanation/planner.md. */
export class FederationPlanner implements Planner {
  readonly #graph: JoinGraph;
  readonly #labels: OverrideLabels;
  readonly #reaches = new Map<string, Reaches>();

  constructor({ document }: Pick<Supergraph, 'document'>) {
    this.#graph = new JoinGraph(document);
    this.#labels = new OverrideLabels(document);
  }

  /**
   * @param document one operation, valid against the API, and its fragments; no @skip, no @include
   * @param labels the labels of progressive `@override` that are active
   * @returns undefined if nothing is to be fetched
   * @throws Unreachable if a field cannot be had
   */
  plan(document: DocumentNode, labels: ReadonlySet<string> = noLabels): Plan | undefined {
    const operation = document.definitions.find((it) => it.kind === Kind.OPERATION_DEFINITION)!;
    const fragments = new Map(
      document.definitions.flatMap((it): [string, FragmentDefinitionNode][] =>
        it.kind === Kind.FRAGMENT_DEFINITION ? [[it.name.value, it]] : [],
      ),
    );
    const aliases = new Aliases(keysOf(document));
    const internalKeys = new InternalKeys(aliases);
    const search = new Search(this.#reachesFor(labels), fragments, (node) => internalKeys.of(node));
    const steps = search.fetches(operation);
    const emitting = { graph: this.#graph, keyOf: (node: FieldNode) => internalKeys.of(node), aliases, operation };
    const plans = steps.map((fetches) => planOf(fetches, (fetch) => fetchPlan(fetch, emitting)));
    if (plans.length < 2) return plans[0];
    return { kind: 'sequence', nodes: plans.flatMap((plan) => (plan.kind === 'sequence' ? plan.nodes : [plan])) };
  }

  labelsOf(document: DocumentNode): readonly string[] {
    return this.#labels.of(document);
  }

  #reachesFor(labels: ReadonlySet<string>): Reaches {
    const id = [...labels].sort().join();
    let reaches = this.#reaches.get(id);
    if (!reaches) {
      reaches = new Reaches(new Terrain(this.#graph, labels));
      this.#reaches.set(id, reaches);
    }
    return reaches;
  }
}

function keysOf(document: DocumentNode): ReadonlySet<string> {
  const keys = new Set<string>();
  visit(document, { Field: ({ alias, name }) => void keys.add(alias?.value ?? name.value) });
  return keys;
}

/** Response keys of fields that the planner adds: their names, and an alias for each set of arguments. */
class InternalKeys {
  readonly #known = new Map<string, string>();

  constructor(readonly aliases: Aliases) {}

  of(node: FieldNode): string {
    if (!node.arguments?.length) return node.name.value;
    const text = selectionText({ ...node, selectionSet: undefined });
    let key = this.#known.get(text);
    if (key === undefined) {
      key = this.aliases.of(node.name.value);
      this.#known.set(text, key);
    }
    return key;
  }
}

export const federationPlanner = (supergraph: Supergraph): Planner => new FederationPlanner(supergraph);
