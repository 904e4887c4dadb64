import { existsSync, readFileSync } from 'node:fs';
import { subgraphVariables } from '@cabildo/kit/process';
import { describe, expect, test } from '@jest/globals';
import { markdownTable, shownDefault, tableOfPage } from '../../e2e/page-table.js';
import { gatewayVariables } from '../src/index.js';
import { Metrics } from '../src/observe/metrics.js';

const page = 'docs/reference/gateway.md';

test('the reference of the gateway has every setting with its default and description', () => {
  const rows = Object.entries(gatewayVariables).map(([name, { description, ...rest }]) => [
    `\`${name}\``,
    shownDefault(rest),
    description,
  ]);
  const current = markdownTable(['Setting', 'Default', 'Description'], rows);
  expect(tableOfPage(page, 'settings', current)).toBe(current);
});

const metrics = async () => {
  const gauged = {
    atWork: () => 0,
    waiting: () => 0,
    limit: () => 0,
    refusals: () => 0,
    breakers: () => [],
    supergraphRefused: () => false,
  };
  const text = await new Metrics(gauged).text();
  return [...text.matchAll(/^# HELP (\S+) (.*)$/gm)].map(([, name, help]) => ({ name: name!, help: help! }));
};

test('the reference of the gateway has every metric with its description', async () => {
  const rows = (await metrics()).map(({ name, help }) => [`\`${name}\``, help]);
  const current = markdownTable(['Metric', 'Description'], rows);
  expect(tableOfPage(page, 'metrics', current)).toBe(current);
});

describe('each guard of the reference', () => {
  const text = readFileSync('docs/reference/guards.md', 'utf8').replace(/ +/g, ' ');
  const rows = text.split('## Guards')[1]!.matchAll(/^\| (?!Harm|-)(.*) \|$/gm);
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
