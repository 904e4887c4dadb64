import { readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { gatewayVariables } from '../src/index.js';
import { Metrics } from '../src/observe/metrics.js';

// However its tables are aligned.
const page = readFileSync('docs/gateway.md', 'utf8').replace(/ +/g, ' ');
const named = [...page.matchAll(/^\| `(\w+)` \|/gm)].map(([, name]) => name);

test('the operator’s page has every variable, as the code describes it, and no other', () => {
  for (const [name, { description }] of Object.entries(gatewayVariables)) {
    expect(named).toContain(name);
    expect(page).toContain(`| ${description} |`);
  }
  const variables = named.filter((name) => /^[A-Z_]+$/.test(name!));
  expect(variables.sort()).toEqual(Object.keys(gatewayVariables).sort());
});

test('the operator’s page has every metric, and no other', async () => {
  const gauged = {
    atWork: () => 0,
    waiting: () => 0,
    limit: () => 0,
    refusals: () => 0,
    breakers: () => [],
    plansWaiting: () => 0,
    plannerUp: () => true,
    supergraphRefused: () => false,
  };
  const text = await new Metrics(gauged).text();
  const metrics = [...text.matchAll(/^# HELP (\S+) (.*)$/gm)];
  for (const [, name, help] of metrics) expect(page).toContain(`| \`${name}\` | ${help} |`);
  expect(named.filter((name) => name!.startsWith('cabildo_'))).toHaveLength(metrics.length);
});
