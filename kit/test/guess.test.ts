import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { guessMapping, targetOf } from '@cabildo/kit';
import { type TestSubgraph, testSubgraph } from '@cabildo/kit/testing';
import { observations } from './observations.js';

let harness: TestSubgraph;
beforeAll(async () => {
  harness = await testSubgraph(observations, process.env.CABILDO_TEST_DSN!);
});
afterAll(() => harness.close());

async function guess(text: string, known?: Parameters<typeof guessMapping>[2]) {
  const folder = await mkdtemp(join(tmpdir(), 'cabildo-guess-'));
  await writeFile(join(folder, 'input.csv'), text);
  const mapping = await guessMapping(
    join(folder, 'input.csv'),
    targetOf(harness.subgraph.database, observations.datasets[0]!),
    known,
  );
  await rm(folder, { recursive: true });
  return mapping;
}

const places = [
  '15001,Acambay de Ruíz Castañeda',
  '15002,Acolman',
  '15003,Aculco',
  '15031,Chimalhuacán',
  '15106,Toluca',
];

describe('a proposal', () => {
  it.each(['40,501 41,538 42,575 43,612 44,649', '705.193 41.538 42.575 43.612 44.649'])(
    'leaves the notation of %s undecided',
    async (numbers) => {
      const values = numbers.split(' ');
      const rows = places.map((place, at) => `${place.replace(',', ';')};${values[at]}\n`);
      const { columns } = await guess(`cve;municipio;pobreza_pct\n${rows.join('')}`);
      expect(columns.value).toMatchObject({ from: 'pobreza_pct', number: '?' });
    },
  );

  it('reads thousands where two marks show them', async () => {
    const rows = places.map((place, at) => `${place},"1,${at}45,352"\n`);
    const { columns } = await guess(`cve,municipio,total\n${rows.join('')}`);
    expect(columns.value).toMatchObject({ number: { thousands: ',' } });
  });

  it('finds a code in a column without a name, by the names beside it', async () => {
    const rows = places.map(
      (place, at) => `" ${place.slice(0, 2)} ${place.slice(2, 5)} ","${place.slice(6)}","${4100 + at}"\n`,
    );
    const { columns } = await guess(`"","","Total",""\n${rows.join('')}`);
    expect(columns.municipality_code).toEqual({ place: { code: '#1', name: '#2' } });
  });

  it('fills merged cells down, and keeps no rows that are fewer than half', async () => {
    const rows = places.flatMap((place) =>
      ['Ambos', 'Hombres', 'Mujeres'].map((sex) => `${place},${sex},0-14,10,11\n,,,15-64,100,110\n,,,65+,3,4\n`),
    );
    const { read, keep } = await guess(`Clave Municipio,Municipio,Sexo,Grupos de Edad,2010,2011\n${rows.join('')}`);
    expect(read?.fillDown).toEqual(['Clave Municipio', 'Municipio', 'Sexo']);
    expect(keep).toMatchObject([{ column: 'Sexo', is: ['?'] }]);
  });

  it('takes no percentage for a count', async () => {
    const known = [{ columns: ['indicator_code'], codes: [{ key: ['pobreza_pct'], name: 'Pobreza' }] }];
    const rows = places.map((place, at) => `${place},${431_013 + at}\n`);
    const { columns } = await guess(`cve,municipio,Pobreza\n${rows.join('')}`, known);
    expect(columns.indicator_code).toEqual({ constant: '?' });
  });
});
