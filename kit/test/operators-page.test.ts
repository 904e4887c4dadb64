import { readFileSync } from 'node:fs';
import { subgraphVariables } from '@cabildo/kit/process';
import { Connections } from '../src/database/connections.js';
import { SubgraphMetrics } from '../src/metrics/metrics.js';

// However its tables are aligned.
const page = readFileSync('docs/subgraph.md', 'utf8').replace(/ +/g, ' ');
const named = [...page.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name!);

it('the page on running a subgraph has every variable, as the code describes it, and no other', () => {
  for (const [name, { description, ...rest }] of Object.entries(subgraphVariables)) {
    const fallback = (rest as { fallback?: unknown }).fallback;
    const given =
      'fallback' in rest ? (Array.isArray(fallback) ? 'none' : String(fallback ?? 'none')) : '**must be set**';
    expect(page).toContain(`| \`${name}\` | ${given} | ${description} |`);
  }
  const variables = named.filter((name) => /^[A-Z_]+$/.test(name));
  expect(variables.sort()).toEqual(Object.keys(subgraphVariables).sort());
});

it('the page on running a subgraph has every metric, and no other', async () => {
  const text = await new SubgraphMetrics({ connections: new Connections(), newest: async () => 7 }).text();
  const metrics = [...text.matchAll(/^# HELP (\S+) (.*)$/gm)];
  for (const [, name, help] of metrics) expect(page).toContain(`| \`${name}\` | ${help} |`);
  expect(named.filter((name) => name.startsWith('subgraph_'))).toHaveLength(metrics.length);
});
