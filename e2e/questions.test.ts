import { readdirSync, readFileSync } from 'node:fs';
import { type WholeHub, wholeHub } from './whole-hub.js';

const folder = 'schema/operations';
const questions = readdirSync(folder)
  .filter((file) => file.endsWith('.graphql') && file !== 'whole-picture.graphql')
  .map((file) => file.replace('.graphql', ''));

let hub: WholeHub;

beforeAll(async () => {
  hub = await wholeHub(process.env.CABILDO_TEST_DSN!);
}, 60_000);
afterAll(() => hub.close());

// biome-ignore lint/suspicious/noExplicitAny: read by the paths that each document names.
async function ask(question: string): Promise<any> {
  const { data, errors } = await hub.engine.execute({ query: readFileSync(`${folder}/${question}.graphql`, 'utf8') });
  expect(errors).toBeUndefined();
  return data;
}

it('there are thirty trusted documents beside the whole picture', () => {
  expect(questions).toHaveLength(30);
});

it.each(questions)('%s is one request without an error', async (question) => {
  const data = await ask(question);
  expect(Object.values(data).every((value) => value !== null)).toBe(true);
});

describe('on the real data', () => {
  it('Chimalhuacán declared and has no installed secretariat', async () => {
    const { secretariats } = await ask('declared-without-secretariat');
    expect(secretariats.nodes).toMatchObject([
      { id: 'stm-chimalhuacan', declaredOn: '2022-05-24', installedOn: null, municipality: { code: '15031' } },
    ]);
  });

  it('a missing installation date gives no days', async () => {
    const { secretariats } = await ask('days-to-installation');
    const municipal = secretariats.nodes.find(({ level }: { level: string }) => level === 'MUNICIPAL');
    expect(municipal.daysToInstallation).toBeNull();
  });

  it('each of the ten best has a value above each of the ten worst', async () => {
    const { ranking } = (await ask('top-and-bottom-ten')).indicator;
    const values = (side: string) => ranking[side].nodes.map(({ value }: { value: number }) => value);
    expect(values('best')).toHaveLength(10);
    expect(Math.min(...values('best'))).toBeGreaterThan(Math.max(...values('worst')));
  });

  it('a map has a boundary for each municipality with a value', async () => {
    const { municipalities, indicator } = await ask('choropleth');
    const codes = municipalities.nodes.filter(({ boundary }: { boundary: unknown }) => boundary !== null);
    expect(codes).toHaveLength(125);
    expect(indicator.ranking.entries.nodes).toHaveLength(125);
  });

  it('the weighted poverty of the zone is below its plain mean in the state', async () => {
    const { state, metropolitanZone } = await ask('state-against-metropolitan-zone');
    const poverty = ({ indicatorSummaries }: { indicatorSummaries: { indicator: { code: string } }[] }) =>
      indicatorSummaries.find(({ indicator }) => indicator.code === 'pobreza_pct') as never as {
        knownCount: number;
        mean: number;
        weightedMean: { value: number };
      };
    expect(poverty(state).knownCount).toBe(125);
    expect(poverty(metropolitanZone).knownCount).toBe(metropolitanZone.municipalityCount);
    expect(poverty(metropolitanZone).weightedMean.value).toBeLessThan(poverty(state).mean);
  });

  it('poverty and human development fall together', async () => {
    const { pearson, spearman, pairCount } = (await ask('correlation')).indicator.correlation;
    expect(pairCount).toBe(125);
    expect(pearson).toBeLessThan(-0.5);
    expect(spearman).toBeLessThan(-0.5);
  });

  it('every municipality in the list has at least 70 percent', async () => {
    const { entries } = (await ask('municipalities-by-value')).indicator.ranking;
    expect(entries.totalCount).toBeGreaterThan(0);
    for (const { value } of entries.nodes) expect(value).toBeGreaterThanOrEqual(70);
  });

  it('sources that disagree have another value', async () => {
    const { observations } = await ask('sources-that-disagree');
    for (const { value, alternatives } of observations.nodes)
      expect(alternatives.some((each: { value: number }) => each.value !== value)).toBe(true);
  });

  it('the export starts with a page of all observations', async () => {
    const { observations } = await ask('all-observations');
    expect(observations.nodes).toHaveLength(500);
    expect(observations.totalCount).toBeGreaterThan(11_000);
    expect(observations.pageInfo.hasNextPage).toBe(true);
  });
});
