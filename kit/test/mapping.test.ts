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
let test: TestSubgraph;
beforeAll(async () => {
  test = await testSubgraph(observations, process.env.CABILDO_TEST_DSN!);
});
afterAll(() => test.close());

const read = (mapping: unknown) =>
  readMapping(JSON.stringify(mapping), 'mapping.json', fileColumnNames(test.subgraph.database, dataset));

describe('a mapping that cannot be followed', () => {
  const wrong: [string, unknown, RegExp][] = [
    [
      'a column that the dataset lacks',
      { columns: { municipality: 'cve' } },
      /no column "municipality"; it has municip/,
    ],
    ['a word that is not known', { columns: { value: 'v' }, skips: [] }, /additional properties "skips"/],
    [
      'a name without a state',
      { columns: { municipality_code: { place: { name: 'municipio' } } } },
      /names are not looked for across states/,
    ],
    ['a pattern that is none', { columns: { value: {} }, unfold: { into: 'value', pattern: '(' } }, /no regular expr/],
    ['a filter of nothing', { columns: { value: 'v' }, skip: [{ column: 'x' }] }, /"is" or "matches"/],
    [
      'a filter of nobody',
      { columns: { value: 'v' }, skip: [{ is: ['x'] }] },
      /need "column", of the file, or "filled"/,
    ],
    [
      'an unfolding of nothing',
      { columns: { value: {} }, unfold: [{ into: 'value' }] },
      /"columns", "pattern" or "list"/,
    ],
    [
      'columns that need each other',
      { columns: { series: { from: { filled: 'period' } }, period: { from: [{ filled: 'series' }, 'x'] } } },
      /of "series", "period" each needs another/,
    ],
    [
      'a column made of none',
      { columns: { series: { from: { either: ['x', { filled: 'year' }] } } } },
      /no column "year"/,
    ],
    [
      'equal rows to add up and to leave out',
      { columns: { value: 'v' }, sum: { columns: ['value'] }, distinct: true },
      /"distinct" would leave out equal rows that "sum" adds up/,
    ],
    [
      'rows to count and to add up',
      { columns: { series: { count: ['period'] } }, sum: { columns: ['value'] } },
      /"series" counts rows that "sum" adds up/,
    ],
    [
      'rows to leave out by their count',
      { columns: { series: { count: [] } }, skip: [{ filled: 'series', is: ['1'] }] },
      /left out before they are counted in "series"/,
    ],
    ['nothing to read', { columns: { value: { raw: 'raw_text' } } }, /"value" needs "from"/],
  ];
  it.each(wrong)('has %s', (_, mapping, message) => {
    expect(() => read(mapping)).toThrow(MappingError);
    expect(() => read(mapping)).toThrow(message);
  });

  it('is no JSON', () => {
    expect(() => readMapping('{', 'mapping.json', [])).toThrow(/mapping.json is not JSON/);
  });
});

it('the JSON Schema that is published is the one that mappings are held against', async () => {
  const published = await readFile(fileURLToPath(new URL('../../schema/mapping.schema.json', import.meta.url)), 'utf8');
  expect(JSON.parse(published)).toEqual(mappingSchema);
});

const layouts = (await readdir(cases)).filter((name) => name.startsWith('20-') && name !== '20-commitments');

const columnsOf = (unfold: Mapping['unfold']) =>
  Object.assign({}, ...[unfold ?? []].flat().map((each) => each.columns));

describe('a mapping is proposed', () => {
  const guess = (path: string) => guessMapping(join(cases, path), targetOf(test.subgraph.database, dataset));

  it('for codes of INE beside names', async () => {
    const { columns } = await guess('01-ine-codes/input.csv');
    expect(columns.municipality_code).toEqual({ place: { code: 'cve', system: 'INE', name: 'municipio' } });
    expect(columns.period).toBe('anio');
  });

  it('for codes in two columns', async () => {
    const { columns } = await guess('02-codes-in-two-columns/input.csv');
    expect(columns.municipality_code).toEqual({ place: { code: ['ent', 'mun'], name: 'municipio' } });
  });

  it('for names alone, within the state that stands beside them', async () => {
    const { columns } = await guess('02-names-only/input.tsv');
    expect(columns.municipality_code).toEqual({ place: { name: 'municipio', state: 'entidad' } });
  });

  it('for numbers with marks, and what stands for none', async () => {
    const { columns, notAvailable } = await guess('05-numbers-and-markers/input.csv');
    expect(columns.value).toMatchObject({ from: 'valor', number: { thousands: ',' }, raw: 'raw_text' });
    expect(notAvailable).toEqual(['-999.0', 'n.d', 'sd', 'NR', 'ND', 'NA', '?']);
  });

  it('for a column a year, beneath titles', async () => {
    const { unfold } = await guess('07-municipalities-that-were-not-yet/input.csv');
    expect(columnsOf(unfold).pob_2000).toEqual({ period: '2000', indicator_code: 'pob' });
  });

  it('for a column a year and sex', async () => {
    const { unfold } = await guess('08-years-and-sexes-in-columns/input.csv');
    expect(columnsOf(unfold)).toMatchObject({
      pob_2000: { period: '2000', indicator_code: 'pob' },
      pob_2010_h: { period: '2010', indicator_code: 'pob_h' },
      pob_2020_m: { period: '2020', indicator_code: 'pob_m' },
    });
  });

  it('for rows without identifiers, by the text that tells them apart', async () => {
    const path = join(cases, '12-authorities-that-end/input.csv');
    const target = targetOf(test.subgraph.database, observations.datasets[1]!);
    const { columns } = await guessMapping(path, target);
    expect(columns.id).toEqual({ from: 'Clave', slug: true });
  });

  it('for a column a month', async () => {
    const { columns, unfold } = await guess('20-crime-by-month/input.csv');
    expect(columns.municipality_code).toEqual({ place: { code: 'Cve. Municipio', name: 'Municipio' } });
    expect(columnsOf(unfold).Febrero).toEqual({ period: '{Año}-02' });
  });

  it('whose numbers with a decimal comma are not taken for thousands', async () => {
    const { columns } = await guess('20-human-development/input.csv');
    expect(columns.value).toMatchObject({ number: { decimal: ',' } });
  });

  it('for parts that are rows of one observation', async () => {
    expect(await guess('20-crime-of-two-years/input.csv')).toMatchObject({ sum: { columns: ['value'] } });
    expect(await guess('08-a-row-for-each-sex/input.csv')).toMatchObject({
      sum: { parts: { column: 'sexo', values: ['Hombres', 'Mujeres'] } },
    });
  });

  it('with the codes that are recorded, and the series that goes with them', async () => {
    const known = [
      { columns: ['indicator_code'], codes: [{ key: ['idh_municipal'], name: 'IDH' }] },
      { columns: ['indicator_code', 'series'], codes: [{ key: ['idh_municipal', 'pnud-2022'] }] },
    ];
    const target = targetOf(test.subgraph.database, dataset);
    const { columns, unfold } = await guessMapping(join(cases, '20-human-development/input.csv'), target, known);
    expect(columnsOf(unfold)['IDH 2015']).toEqual({ period: '2015', indicator_code: 'idh_municipal' });
    expect(columns.series).toEqual({ constant: 'pnud-2022' });
    const other = await guessMapping(join(cases, '20-marginalisation/input.csv'), target, known);
    expect(columnsOf(other.unfold).ANALF).toEqual({ period: '2020', indicator_code: '?' });
  });

  it('for the sheet of a book that holds a table, under as many header rows as there are', async () => {
    const { read, unfold } = await guess('20-poverty-under-three-header-rows/input.xlsx');
    expect(read).toEqual({ sheet: 'Concentrado municipal', headerRows: 3 });
    expect(Object.keys(columnsOf(unfold))).toContain('Pobreza / Porcentaje / 2015');
  });

  it.each(layouts)('for %s that names the places as the mapping does that a reader mended', async (name) => {
    const input = (await readdir(join(cases, name))).find((file) => file.startsWith('input'))!;
    const mended = JSON.parse(await readFile(join(cases, name, 'mapping.json'), 'utf8'));
    expect((await guess(join(name, input))).columns.municipality_code).toEqual(mended.columns.municipality_code);
  });

  it('with rows left out that are no municipality', async () => {
    const { skip } = await guess('08-rows-that-are-no-municipality/input.csv');
    expect(skip).toMatchObject([{ column: 'municipio', is: ['No especificado', 'Otros municipios', 'Total'] }]);
  });
});

describe('more is refused than can be kept in mind:', () => {
  const columns = {
    municipality_code: { constant: '15031' },
    indicator_code: 'n',
    period: { constant: '2020' },
    status: { constant: 'NOT_AVAILABLE' },
    partial: { constant: 'false' },
  };
  const series = { constant: 'main' };
  it.each([
    ['rows that differ', { columns: { ...columns, series }, distinct: true }, /at most 200000 rows that differ/],
    [
      'groups to count',
      { columns: { ...columns, series: { count: ['indicator_code'] } } },
      /200000 groups by indicator/,
    ],
  ])('%s', async (_, mapping, expected) => {
    const file = join(await mkdtemp(join(tmpdir(), 'cabildo-kept-')), 'many.csv');
    await writeFile(file, `n\n${Array.from({ length: 200_010 }, (_, n) => `a${n}`).join('\n')}\n`);
    const report = await ingest(test.subgraph.database, {
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
