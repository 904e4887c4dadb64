// How fast planners plan, and how many fetches their plans have: over generated supergraphs, and over one of 200 subgraphs
// and 5,000 types. Each operation is planned once by a planner that has not seen it; the first round is not measured.
import { type DocumentNode, parse } from 'graphql';
import { drawWorld } from '../../gateway/test/differential/draw-world.ts';
import type { PlanCost } from '../../gateway/test/differential/plan-cost.ts';
import { plannableOperations } from '../../gateway/test/differential/plannable-operations.ts';
import { supergraphOf } from '../../gateway/test/subgraphs.ts';
import { writeResults } from './ours-alone.ts';
import { type PlannerContender, plannerContenders } from './planner-contenders.ts';
import { wideSupergraph } from './wide-supergraph.ts';

interface Input {
  readonly sdl: string;
  readonly documents: readonly DocumentNode[];
}

const ofEach = 12;
const generated = generatedInputs(Number(process.env.OPERATIONS ?? 2_000));
const wide = wideSupergraph(200, 5_000);
/** Depth and width of operations. */
const shapes: readonly (readonly [number, number])[] = [
  [2, 2],
  [4, 2],
  [7, 2],
  [14, 1],
];
function operationOf(i: number): string {
  const [depth, width] = shapes[i % shapes.length]!;
  return wide.operation(i, depth, width);
}
const wideInput: Input = {
  sdl: wide.sdl,
  documents: Array.from({ length: 400 }, (_, i) => parse(operationOf(i), { noLocation: true })),
};

const head =
  '| planner | plans | without a plan | stages | fetches | median, ms | p99, ms | longest, ms | load, ms |\n|---|---|---|---|---|---|---|---|---|';
const text = [
  `# Planners: ${generated.flatMap((it) => it.documents).length} generated operations over ${generated.length} supergraphs\n\nStages and fetches are totals over the operations that all planners have a plan of.\n`,
  head,
  ...rows(generated),
  '\n# 200 subgraphs, 5,000 types, 400 operations of up to 255 objects\n\nThe reference planner refuses this supergraph, so it is left out.\n',
  head,
  ...rows([wideInput], plannerContenders.slice(0, 2), false),
].join('\n');
writeResults('planners', `${text}\n`);

function generatedInputs(operations: number): Input[] {
  const inputs: Input[] = [];
  for (let seed = 0; inputs.length * ofEach < operations; seed++) {
    const { world, parts } = drawWorld(seed);
    try {
      const sdl = supergraphOf(parts.map((part) => part.subgraph(world)));
      const documents = plannableOperations(sdl, seed, ofEach).filter(isOneRoot);
      inputs.push({ sdl, documents });
    } catch {
      // What is drawn need not compose.
    }
  }
  return inputs;
}

/** Of mutations, planners disagree about what may be sent together. */
const isOneRoot = ({ definitions }: DocumentNode): boolean =>
  definitions.every((it) => !('operation' in it) || it.operation === 'query');

interface Measured {
  readonly costs: readonly (PlanCost | undefined)[];
  readonly times: number[];
  readonly loads: number;
}

/** @param isWarm whether a first round is not measured */
function rows(inputs: readonly Input[], contenders = plannerContenders, isWarm = true): string[] {
  const all = contenders.map((contender) => {
    if (isWarm) round(contender, inputs);
    return { contender, ...round(contender, inputs) };
  });
  const isCommon = (index: number): boolean => all.every(({ costs }) => costs[index]);
  return all.map(({ contender, costs, times, loads }) => {
    const common = costs.filter((cost, i): cost is PlanCost => Boolean(cost) && isCommon(i));
    times.sort((a, b) => a - b);
    const at = (share: number): string => times[Math.floor((times.length - 1) * share)]!.toFixed(2);
    const sum = (key: keyof PlanCost): number => common.reduce((total, cost) => total + cost[key], 0);
    const missing = costs.filter((cost) => !cost).length;
    return `| ${contender.name} | ${common.length} | ${missing} | ${sum('stages')} | ${sum('fetches')} | ${at(0.5)} | ${at(0.99)} | ${at(1)} | ${loads.toFixed(0)} |`;
  });
}

function round(contender: PlannerContender, inputs: readonly Input[]): Measured {
  const costs: (PlanCost | undefined)[] = [];
  const times: number[] = [];
  let loads = 0;
  for (const { sdl, documents } of inputs) {
    const start = performance.now();
    const planner = contender.load(sdl);
    loads += performance.now() - start;
    for (const document of documents) {
      const began = performance.now();
      let cost: (() => PlanCost) | undefined;
      try {
        cost = planner.plan(document);
      } catch {
        // It is counted.
      }
      times.push(performance.now() - began);
      costs.push(cost?.());
    }
  }
  return { costs, times, loads };
}
