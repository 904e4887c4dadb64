// Compilations of publishers' files that may lie beside the clone: each loads by a mapping alone. Where they are not
// there, nothing is tried, and the run says so.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileColumnNames, findDataset, ingest, readMapping, readSourceDescription } from '@cabildo/kit';
import { type TestSubgraph, testSubgraph } from '@cabildo/kit/testing';
import { indicators } from '../services/indicators/src/index.js';

const folder = process.env.PUBLIC_FACTS ?? '../shared/data';
const isThere = existsSync(join(folder, 'edomex_municipios.csv'));
if (!isThere) process.stderr.write(`Not tried: the files of ${folder}, which is not there.\n`);

const value = { raw: 'raw_text', ifNotAvailable: { status: 'NOT_AVAILABLE' } };
const common = {
  municipality_code: { place: { code: 'cve_mun', name: 'municipio' } },
  series: { constant: 'main' },
  status: { constant: 'OBSERVED' },
  partial: { constant: 'false' },
};
/** Columns that are called as the indicators are, or of which the indicator is named. */
const wide = (...names: (string | [string, string])[]) => ({
  into: 'value',
  columns: Object.fromEntries(
    names.map((name) =>
      typeof name === 'string' ? [name, { indicator_code: name }] : [name[0], { indicator_code: name[1] }],
    ),
  ),
});
/** Months that a year of which not all have passed may have. */
const parts = Object.fromEntries(Array.from({ length: 11 }, (_, at) => [`${at + 1}`, 'true']));
const years = Array.from({ length: 11 }, (_, at) => `${2015 + at}`);

// By file: the rows that come of it, and the mapping.
const files: Record<string, [number, object]> = {
  'conapo_marginacion_municipal_2010_2020.csv': [
    29_528,
    {
      columns: { ...common, period: 'anio', value },
      unfold: wide('analfabeta_15ymas_pct', 'sin_drenaje_ni_sanitario_pct', 'piso_tierra_pct', [
        'im_normalizado',
        'marginacion_indice_normalizado',
      ]),
    },
  ],
  'coneval_pobreza_municipal_2010_2020.csv': [
    14_764,
    { columns: { ...common, period: 'anio', value }, unfold: wide('pobreza_pct', 'rezago_educativo_pct') },
  ],
  'inegi_efipem_finanzas_municipales_2020.csv': [
    4_500,
    {
      columns: { ...common, period: 'anio', value },
      unfold: wide(['ingresos_totales', 'ingresos_totales_mxn'], 'autonomia_fiscal_pct'),
    },
  ],
  'metrica_gobierno_abierto_2017.csv': [
    160,
    {
      columns: {
        ...common,
        municipality_code: { place: { code: 'cve_mun', name: 'sujeto_obligado' } },
        period: 'anio_edicion',
        indicator_code: { constant: 'metrica_ga_indice' },
        value: { from: 'indice_gobierno_abierto', ...value },
      },
      keep: [{ column: 'nivel', is: ['municipal'] }],
      skip: [{ column: 'cve_mun', is: [''], why: 'Not of one municipality.' }],
    },
  ],
  'sesnsp_delitos_edomex_2015_2026.csv': [
    1_500,
    {
      columns: {
        ...common,
        period: 'anio',
        indicator_code: { constant: 'delitos_total' },
        series: {
          from: 'anio',
          values: { ...Object.fromEntries(years.map((year) => [year, 'idfc'])), 2026: 'rnid-2026' },
        },
        partial: { from: 'meses_cubiertos', values: { ...parts, 12: 'false' } },
        value: { from: 'delitos_total', ...value },
      },
    },
  ],
  'sesnsp_homicidios_mensual_edomex_2024_2025.csv': [
    4_500,
    {
      columns: { ...common, period: { from: ['anio', 'mes'], pad: [4, 2], join: '-' }, value },
      unfold: wide(['homicidio_doloso', 'homicidio_doloso_carpetas'], ['feminicidio', 'feminicidios_carpetas']),
    },
  ],
  'edomex_ayuntamientos_elecciones_1990_2018.csv': [
    1_235,
    {
      columns: {
        ...common,
        period: 'anio_eleccion',
        indicator_code: { constant: 'participacion_electoral_pct' },
        value: { from: 'participacion_votos_efectivos_pct', ...value },
      },
      skip: [{ column: 'extraordinaria', is: ['1'], why: 'A second election of the year.' }],
    },
  ],
  'edomex_municipios.csv': [
    375,
    {
      columns: {
        ...common,
        municipality_code: { place: { code: 'cve_ine', system: 'INE', name: 'municipio' } },
        value,
      },
      unfold: {
        into: 'value',
        pattern: '^pob_(2000|2010|2020)$',
        set: { period: '$1', indicator_code: 'poblacion_total' },
      },
    },
  ],
  'indicadores_edomex_valores.csv': [
    9_562,
    {
      columns: {
        ...common,
        municipality_code: { place: { code: 'cve_mun' } },
        indicator_code: 'indicador_id',
        period: 'anio',
        value: { from: 'valor', ...value },
        note: 'nota',
      },
      skip: [{ column: 'indicador_id', is: ['delitos_total', 'pobreza_extrema_pct'], why: 'Of several series.' }],
    },
  ],
};

let test: TestSubgraph;
beforeAll(async () => {
  test = await testSubgraph(indicators, process.env.CABILDO_TEST_DSN!, ['data/indicadores']);
});
afterAll(() => test.close());

(isThere ? it : it.skip).each(Object.entries(files))('%s loads by a mapping alone', async (file, [rows, mapping]) => {
  const { dataset, subgraph } = findDataset('observation', [test.subgraph])!;
  const report = await ingest(subgraph.database, {
    dataset,
    files: [join(folder, file)],
    source: readSourceDescription(`{"code":"facts","publisher":"P","title":"T"}`, 'source.json'),
    mapping: readMapping(JSON.stringify(mapping), file, fileColumnNames(subgraph.database, dataset)),
    publishedBy: 'reader',
    dryRun: true,
  });
  expect(report.findings.filter(({ rule }) => rule.severity === 'error').slice(0, 5)).toEqual([]);
  expect(report).toMatchObject({ outcome: 'checked', rows });
});
