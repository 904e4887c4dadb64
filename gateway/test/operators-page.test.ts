import { existsSync, readFileSync } from 'node:fs';
import { subgraphVariables } from '@cabildo/kit/process';
import { describe, expect, test } from '@jest/globals';
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

const metrics = async () => {
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
  return [...text.matchAll(/^# HELP (\S+) (.*)$/gm)].map(([, name, help]) => ({ name: name!, help: help! }));
};

test('the operator’s page has every metric, and no other', async () => {
  const told = await metrics();
  for (const { name, help } of told) expect(page).toContain(`| \`${name}\` | ${help} |`);
  expect(named.filter((name) => name!.startsWith('cabildo_'))).toHaveLength(told.length);
});

describe('each guard of the operator’s page', () => {
  const rows = page
    .split('## What each guards against')[1]!
    .split('\n## ')[0]!
    .matchAll(/^\| (?!against|-)(.*) \|$/gm);
  const guards = [...rows].map(([, row]) => row!.split(' | '));
  const quoted = (cell: string) => [...cell.matchAll(/`(\w+)`/g)].map(([, word]) => word!);

  test.each(guards)('%s: its settings, codes, metrics and tests are there', async (...guard) => {
    const [, settings, codes, shown, tests] = guard as [string, string, string, string, string];
    const variables = Object.keys({ ...gatewayVariables, ...subgraphVariables });
    for (const variable of quoted(settings)) expect(variables).toContain(variable);
    const catalogue = [...readFileSync('schema/errors.md', 'utf8').matchAll(/^\| `(\w+)` /gm)].map(([, code]) => code);
    for (const code of quoted(codes)) expect(catalogue).toContain(code);
    const names = (await metrics()).map(({ name }) => name.replace(/_total$/, ''));
    const ofKit = ['subgraph_rejections'];
    for (const metric of quoted(shown))
      expect([...names, ...ofKit]).toContain(metric.replace(/^(?!subgraph_)/, 'cabildo_'));
    const files = tests.replace(/`.*?`/g, '').match(/[\w…/-]+/g)!;
    let folder = '';
    for (const file of files) {
      folder = file.startsWith('…') ? folder : file.slice(0, file.lastIndexOf('/'));
      const path = `${folder}/${file.slice(file.lastIndexOf('/') + 1)}.test.ts`;
      expect([path, existsSync(path)]).toEqual([path, true]);
    }
  });

  test('covers every setting that bounds something', () => {
    const settings = new Set(guards.flatMap(([, cell]) => quoted(cell!)));
    const bounds = Object.keys(gatewayVariables).filter((name) =>
      /^(MAX|BREAKER|RATE|.*_TIMEOUT_MS|.*_BYTES)/.test(name),
    );
    expect(bounds.filter((name) => !settings.has(name) && name !== 'CACHE_BYTES')).toEqual([]);
  });
});
