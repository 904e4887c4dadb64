import { test } from '@jest/globals';
import { hivePlanner } from '../src/engine/plan/hive/hive-planner.js';
import { planChecker } from '../src/engine/check/plan-checker.js';
import { Engine } from '../src/index.js';
import { caseNames, loadCase } from './conformance-case.js';
import { drawWorld } from './differential/draw-world.js';
import { generateOperation } from './differential/operation-generator.js';
import { planText } from './plan-text.js';
import { inProcess, supergraphOf } from './subgraphs.js';

const seen: Record<string, number> = {};
let checked = 0, ms = 0;
const out: string[] = [];
function engineOf(subgraphs: any, label: string) {
  return new Engine(supergraphOf(subgraphs), inProcess(subgraphs), {
    makePlanner: (supergraph) => {
      const inner = hivePlanner(supergraph);
      const check = planChecker(supergraph);
      return { plan: (query: string, name: string | undefined) => {
        const plan = inner.plan(query, name);
        const b = performance.now();
        let v; try { v = check(query, plan, { operationName: name }); } catch (e) { v = 'THROW ' + (e as Error).stack; }
        ms += performance.now() - b; checked++;
        if (v) { seen[label] = (seen[label] ?? 0) + 1; out.push(`## ${label}\n${v}\n${query}\n${planText(plan)}\n`); }
        return plan;
      } };
    },
  });
}
test('conformance', async () => {
  for (const name of caseNames) {
    const { subgraphs, queries } = await loadCase(name);
    const engine = engineOf(subgraphs, name);
    for (const { query, variables } of queries) await engine.execute({ query, variables } as never);
    await engine.close();
  }
  process.stdout.write(out.splice(0).join('\n') + JSON.stringify(seen) + checked + ' ' + ms + '\n');
}, 100000);
test('generated', async () => {
  let bad = 0; checked = 0; ms = 0;
  for (let seed = Number(process.env.FROM ?? 0); seed < Number(process.env.FROM ?? 0) + Number(process.env.SEEDS ?? 100); seed++) {
    const { parts, world } = drawWorld(seed);
    const subgraphs = parts.map((p) => p.subgraph(world));
    let engine; try { engine = engineOf(subgraphs, 'seed' + seed); } catch { continue; }
    for (let i = 0; i < 12; i++) {
      const asked = generateOperation(engine.schema, seed * 12 + i);
      try { const p = await engine.operation(asked).prepare(asked.variables); void p; } catch { bad++; }
    }
    await engine.close();
  }
  process.stdout.write(out.splice(0, 12).join('\n') + JSON.stringify(seen) + checked + ' ' + ms + ' unplannable ' + bad + '\n');
}, 1000000);
