import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fileColumnNames, guessMapping, MappingError, mappingSchema, readMapping, targetOf } from '@cabildo/kit';
import { type TestSubgraph, testSubgraph } from '@cabildo/kit/testing';
import { figures } from './figures.js';

const cases = fileURLToPath(new URL('cases/', import.meta.url));
const dataset = figures.datasets[0]!;
let test: TestSubgraph;
beforeAll(async () => {
  test = await testSubgraph(figures, process.env.CABILDO_TEST_DSN!);
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
    expect(unfold?.columns?.pob_2000).toEqual({ period: '2000', indicator_code: 'pob' });
  });

  it('for a column a month', async () => {
    const { columns, unfold } = await guess('20-crime-by-month/input.csv');
    expect(columns.municipality_code).toEqual({ place: { code: 'Cve. Municipio', name: 'Municipio' } });
    expect(unfold?.columns?.Febrero).toEqual({ period: '{Año}-02' });
  });

  it('with rows left out that are no municipality', async () => {
    const { skip } = await guess('08-rows-that-are-no-municipality/input.csv');
    expect(skip).toMatchObject([{ column: 'municipio', is: ['No especificado', 'Otros municipios', 'Total'] }]);
  });
});
