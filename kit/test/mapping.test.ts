import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  fileColumnNames,
  guessMapping,
  ingest,
  type Mapping,
  MappingError,
  mappingSchema,
  readMapping,
  readSourceDescription,
  targetOf,
} from '@cabildo/kit';
import { type TestSubgraph, testSubgraph } from '@cabildo/kit/testing';
import { observations } from './observations.js';

const cases = fileURLToPath(new URL('cases/', import.meta.url));
const dataset = observations.datasets[0]!;
let harness: TestSubgraph;
beforeAll(async () => {
  harness = await testSubgraph(observations, process.env.CABILDO_TEST_DSN!);
});
afterAll(() => harness.close());

const read = (mapping: unknown) =>
  readMapping(JSON.stringify(mapping), 'mapping.json', fileColumnNames(harness.subgraph.database, dataset));

describe('a mapping is refused', () => {
  const wrong: [string, unknown, RegExp][] = [
    [
      'a column that the dataset lacks',
      { columns: { municipality: 'cve' } },
      /no column "municipality"; it has municip/,
    ],
    ['an unknown key', { columns: { value: 'v' }, skips: [] }, /additional properties "skips"/],
    [
      'a name without a state',
      { columns: { municipality_code: { place: { name: 'municipio' } } } },
      /names are looked up within one state/,
    ],
    ['an invalid pattern', { columns: { value: {} }, unfold: { into: 'value', pattern: '(' } }, /not a regular expr/],
    ['a filter without a condition', { columns: { value: 'v' }, skip: [{ column: 'x' }] }, /"is" or "matches"/],
    [
      'a filter without a column',
      { columns: { value: 'v' }, skip: [{ is: ['x'] }] },
      /need either "column" \(of the file\) or "filled"/,
    ],
    [
      'an unfolding without columns',
      { columns: { value: {} }, unfold: [{ into: 'value' }] },
      /"columns", "pattern" or "list"/,
    ],
    [
      'columns that depend on each other',
      { columns: { series: { from: { filled: 'period' } }, period: { from: [{ filled: 'series' }, 'x'] } } },
      /"series", "period" depend on each other/,
    ],
    [
      'a column derived from an unknown column',
      { columns: { series: { from: { either: ['x', { filled: 'year' }] } } } },
      /no column "year"/,
    ],
    [
      'both "sum" and "distinct"',
      { columns: { value: 'v' }, sum: { columns: ['value'] }, distinct: true },
      /"distinct" would remove equal rows that "sum" adds up/,
    ],
    [
      'both "count" and "sum"',
      { columns: { series: { count: ['period'] } }, sum: { columns: ['value'] } },
      /"series" counts rows that "sum" adds up/,
    ],
    [
      'a filter on a counted column',
      { columns: { series: { count: [] } }, skip: [{ filled: 'series', is: ['1'] }] },
      /filters run before "series" is counted/,
    ],
    ['a column without a source', { columns: { value: { raw: 'raw_text' } } }, /"value" needs "from"/],
  ];
  it.each(wrong)('with %s', (_, mapping, message) => {
    expect(() => read(mapping)).toThrow(MappingError);
    expect(() => read(mapping)).toThrow(message);
  });

  it('that is not JSON', () => {
    expect(() => readMapping('{', 'mapping.json', [])).toThrow(/mapping.json is not JSON/);
  });
});

it('the published JSON Schema is the one that validates mappings', async () => {
  const published = await readFile(fileURLToPath(new URL('../../schema/mapping.schema.json', import.meta.url)), 'utf8');
  expect(JSON.parse(published)).toEqual(mappingSchema);
});

const layouts = (await readdir(cases)).filter((name) => name.startsWith('20-') && name !== '20-commitments');

const columnsOf = (unfold: Mapping['unfold']) =>
  Object.assign({}, ...[unfold ?? []].flat().map((each) => each.columns));

describe('a mapping is proposed', () => {
  const guess = (path: string) => guessMapping(join(cases, path), targetOf(harness.subgraph.database, dataset));

  it('for INE codes beside names', async () => {
    const { columns } = await guess('01-ine-codes/input.csv');
    expect(columns.municipality_code).toEqual({ place: { code: 'cve', system: 'INE', name: 'municipio' } });
    expect(columns.period).toBe('anio');
  });

  it('for codes in two columns', async () => {
    const { columns } = await guess('02-codes-in-two-columns/input.csv');
    expect(columns.municipality_code).toEqual({ place: { code: ['ent', 'mun'], name: 'municipio' } });
  });

  it('for names alone, within the state of the column beside them', async () => {
    const { columns } = await guess('02-names-only/input.tsv');
    expect(columns.municipality_code).toEqual({ place: { name: 'municipio', state: 'entidad' } });
  });

  it('for numbers with separators and markers of unknown values', async () => {
    const { columns, notAvailable } = await guess('05-numbers-and-markers/input.csv');
    expect(columns.value).toMatchObject({ from: 'valor', number: { thousands: ',' }, raw: 'raw_text' });
    expect(notAvailable).toEqual(['-999.0', 'n.d', 'sd', 'NR', 'ND', 'NA', '?']);
  });

  it('for one column per year, below titles', async () => {
    const { unfold } = await guess('07-municipalities-that-were-not-yet/input.csv');
    expect(columnsOf(unfold).pob_2000).toEqual({ period: '2000', indicator_code: 'pob' });
  });

  it('for one column per year and sex', async () => {
    const { unfold } = await guess('08-years-and-sexes-in-columns/input.csv');
    expect(columnsOf(unfold)).toMatchObject({
      pob_2000: { period: '2000', indicator_code: 'pob' },
      pob_2010_h: { period: '2010', indicator_code: 'pob_h' },
      pob_2020_m: { period: '2020', indicator_code: 'pob_m' },
    });
  });

  it('for rows without identifiers, with the text that is unique', async () => {
    const path = join(cases, '12-authorities-that-end/input.csv');
    const target = targetOf(harness.subgraph.database, observations.datasets[1]!);
    const { columns } = await guessMapping(path, target);
    expect(columns.id).toEqual({ from: 'Clave', slug: true });
  });

  it('for one column per month', async () => {
    const { columns, unfold } = await guess('20-crime-by-month/input.csv');
    expect(columns.municipality_code).toEqual({ place: { code: 'Cve. Municipio', name: 'Municipio' } });
    expect(columnsOf(unfold).Febrero).toEqual({ period: '{Año}-02' });
  });

  it('that reads a decimal comma as such', async () => {
    const { columns } = await guess('20-human-development/input.csv');
    expect(columns.value).toMatchObject({ number: { decimal: ',' } });
  });

  it('that adds up rows of the same value', async () => {
    expect(await guess('20-crime-of-two-years/input.csv')).toMatchObject({ sum: { columns: ['value'] } });
    expect(await guess('08-a-row-for-each-sex/input.csv')).toMatchObject({
      sum: { parts: { column: 'sexo', values: ['Hombres', 'Mujeres'] } },
    });
  });

  it('with the recorded codes and their series', async () => {
    const known = [
      { columns: ['indicator_code'], codes: [{ key: ['idh_municipal'], name: 'IDH' }] },
      { columns: ['indicator_code', 'series'], codes: [{ key: ['idh_municipal', 'pnud-2022'] }] },
    ];
    const target = targetOf(harness.subgraph.database, dataset);
    const { columns, unfold } = await guessMapping(join(cases, '20-human-development/input.csv'), target, known);
    expect(columnsOf(unfold)['IDH 2015']).toEqual({ period: '2015', indicator_code: 'idh_municipal' });
    expect(columns.series).toEqual({ constant: 'pnud-2022' });
    const other = await guessMapping(join(cases, '20-marginalisation/input.csv'), target, known);
    expect(columnsOf(other.unfold).ANALF).toEqual({ period: '2020', indicator_code: '?' });
  });

  it('for the sheet with the data and its three header rows', async () => {
    const { read, unfold } = await guess('20-poverty-under-three-header-rows/input.xlsx');
    expect(read).toEqual({ sheet: 'Concentrado municipal', headerRows: 3 });
    expect(Object.keys(columnsOf(unfold))).toContain('Pobreza / Porcentaje / 2015');
  });

  it.each(layouts)('for %s with the same municipality columns as the corrected mapping', async (name) => {
    const input = (await readdir(join(cases, name))).find((file) => file.startsWith('input'))!;
    const mended = JSON.parse(await readFile(join(cases, name, 'mapping.json'), 'utf8'));
    expect((await guess(join(name, input))).columns.municipality_code).toEqual(mended.columns.municipality_code);
  });

  it('that skips rows of no municipality', async () => {
    const { skip } = await guess('08-rows-that-are-no-municipality/input.csv');
    expect(skip).toMatchObject([{ column: 'municipio', is: ['No especificado', 'Otros municipios', 'Total'] }]);
  });
});

describe('a file is refused that exceeds the memory bound of', () => {
  const columns = {
    municipality_code: { constant: '15031' },
    indicator_code: 'n',
    period: { constant: '2020' },
    status: { constant: 'NOT_AVAILABLE' },
    partial: { constant: 'false' },
  };
  const series = { constant: 'main' };
  it.each([
    ['distinct', { columns: { ...columns, series }, distinct: true }, /at most 200000 rows that differ/],
    ['count', { columns: { ...columns, series: { count: ['indicator_code'] } } }, /200000 groups by indicator/],
  ])('%s', async (_, mapping, expected) => {
    const file = join(await mkdtemp(join(tmpdir(), 'cabildo-kept-')), 'many.csv');
    await writeFile(file, `n\n${Array.from({ length: 200_010 }, (_, n) => `a${n}`).join('\n')}\n`);
    const report = await ingest(harness.subgraph.database, {
      dataset,
      files: [file],
      source: readSourceDescription('{"code":"a","publisher":"A","title":"T"}', 'source.json'),
      mapping: read(mapping),
      publishedBy: 'tester',
    });
    await rm(dirname(file), { recursive: true });
    expect(report.outcome).toBe('rejected');
    expect(report.findings.map(({ rule, expected, line }) => [rule.code, line, expected])).toEqual([
      ['KEPT_TOO_MANY', 200_002, expect.stringMatching(expected)],
    ]);
  });
});
