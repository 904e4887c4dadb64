import { subgraphVariables } from '@cabildo/kit/process';
import { expect, test } from '@jest/globals';
import { markdownTable, shownDefault, tableOfPage } from '../../e2e/page-table.js';
import { Connections } from '../src/database/connections.js';
import { SubgraphMetrics } from '../src/metrics/metrics.js';

const page = 'docs/reference/subgraph.md';

test('the reference of a subgraph has every setting with its default and description', () => {
  const rows = Object.entries(subgraphVariables).map(([name, { description, ...rest }]) => [
    `\`${name}\``,
    shownDefault(rest),
    description,
  ]);
  const current = markdownTable(['Setting', 'Default', 'Description'], rows);
  expect(tableOfPage(page, 'settings', current)).toBe(current);
});

test('the reference of a subgraph has every metric with its description', async () => {
  const text = await new SubgraphMetrics({ connections: new Connections(), newest: async () => 7 }).text();
  const rows = [...text.matchAll(/^# HELP (\S+) (.*)$/gm)].map(([, name, help]) => [`\`${name}\``, help!]);
  const current = markdownTable(['Metric', 'Description'], rows);
  expect(tableOfPage(page, 'metrics', current)).toBe(current);
});
