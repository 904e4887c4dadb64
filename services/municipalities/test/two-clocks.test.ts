// Two clocks: what was recorded by a moment (as of), and who was in office on a day, by that (on).
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Answer, type TestSubgraph, testSubgraph } from '@cabildo/kit/testing';
import { municipalities } from '@cabildo/municipalities';

const packages = ['inegi-municipios', 'magar-elecciones'].map((name) => `data/${name}`);

it('an administration in office on a day is that which was recorded at the moment', async () => {
  const test: TestSubgraph = await testSubgraph(municipalities, process.env.CABILDO_TEST_DSN!, packages);
  const folder = await mkdtemp(join(tmpdir(), 'cabildo-clocks-'));
  const newestMoment = async () => {
    const { data } = await test.execute('{ municipalitiesRevisions(first: 1) { nodes { publishedAt } } }');
    return data.municipalitiesRevisions.nodes[0].publishedAt as string;
  };
  const before = await newestMoment();
  await cp('data/magar-elecciones', folder, { recursive: true });
  const file = join(folder, 'ayuntamiento.csv');
  // The term of 2013 is found to have ended a year earlier, and that of 2016 to have begun then.
  const corrected = (await readFile(file, 'utf8'))
    .replace('15031,2012,false,2013,2015,', '15031,2012,false,2013,2014,')
    .replace('15031,2015,false,2016,2018,', '15031,2015,false,2015,2018,');
  await writeFile(file, corrected);
  await test.load(folder);
  const after = await newestMoment();
  const electedFor = async (at: string, on: string) => {
    const query = `{ municipality(code: "15031") { ayuntamiento(on: "${on}") { electionYear } } }`;
    const { data } = (await test.subgraph.execute({ query }, { 'hub-as-of': at })) as Answer;
    return data.municipality.ayuntamiento?.electionYear ?? null;
  };
  expect([await electedFor(before, '2015-06-01'), await electedFor(after, '2015-06-01')]).toEqual([2012, 2015]);
  expect([await electedFor(before, '2014-06-01'), await electedFor(after, '2014-06-01')]).toEqual([2012, 2012]);
  expect([await electedFor(before, '1900-01-01'), await electedFor(after, '1900-01-01')]).toEqual([null, null]);
  await test.close();
  await rm(folder, { recursive: true });
});
