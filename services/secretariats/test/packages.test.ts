import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ingest, readSourceDescription } from '@cabildo/kit';
import type { TestSubgraph } from '@cabildo/kit/testing';
import { ask, examplePackage, idsOf, open, realPackages } from './world.js';

let test: TestSubgraph;

beforeAll(async () => {
  test = await open([]);
});
afterAll(() => test.close());

it('the packages of the hub load without a finding, and a second time change nothing', async () => {
  for (const folder of [...realPackages, examplePackage]) {
    const reports = await test.load(folder);
    expect(reports.flatMap(({ findings }) => findings)).toEqual([]);
    expect(new Set(reports.map(({ outcome }) => outcome))).toEqual(new Set(['published']));
  }
  for (const folder of realPackages) {
    const reports = await test.load(folder);
    expect(new Set(reports.map(({ outcome }) => outcome))).toEqual(new Set(['unchanged']));
  }
});

it('what two publishers publish about one commitment is kept side by side, each with its source', async () => {
  const { commitment } = await ask(
    test,
    `{ commitment(id: "ogp-mxmex0009") {
         source { code } leadAuthority { shortName } actionPlans { id source { code } }
         evidence { kind title source { code } }
         affectedMunicipalities { totalCount nodes { reason municipality { code } source { code } } } } }`,
  );
  expect(commitment.source.code).toBe('ogp-compromisos');
  expect(commitment.leadAuthority.shortName).toBe('Infoem');
  expect(commitment.actionPlans.map(({ id }: { id: string }) => id)).toEqual([
    'ogp-edomex-2021-2022',
    'ogp-tlalnepantla-2021-2023',
    'pal-edomex-1',
  ]);
  const codes = (rows: { source: { code: string } }[]) => rows.map(({ source }) => source.code);
  expect(codes(commitment.evidence)).toEqual(['ogp-compromisos', 'infoem-pal']);
  expect(codes(commitment.affectedMunicipalities.nodes)).toEqual(['chimalhuacan-declaracion', 'ogp-compromisos']);
  expect(commitment.affectedMunicipalities.totalCount).toBe(2);
});

it('the chain leads from Chimalhuacán to the exercise, its plans and its local secretariat', async () => {
  const { _entities } = await ask(
    test,
    `query ($of: [_Any!]!) { _entities(representations: $of) { ... on Municipality {
       exerciseStage commitmentCount authorities { id }
       commitments { nodes { reason commitment { title completion } } }
       latestSecretariat { id level installedOn note exercise { id stage
         secretariats(level: STATE) { nodes { id stage latestSession { number reportedOn } } }
         actionPlans { id commitments { nodes { title leadAuthority { name } } } } } } } } }`,
    { of: [{ __typename: 'Municipality', code: '15031' }] },
  );
  const [{ latestSecretariat: secretariat, ...chimalhuacan }] = _entities;
  expect(chimalhuacan).toMatchObject({
    exerciseStage: 'DECLARATION',
    commitmentCount: 1,
    authorities: [{ id: 'municipio-chimalhuacan' }],
    commitments: { nodes: [{ commitment: { title: 'Open government culture', completion: 'COMPLETE' } }] },
  });
  expect(secretariat).toMatchObject({ id: 'stm-chimalhuacan', installedOn: null });
  expect(secretariat.exercise.stage).toBe('EVALUATION');
  expect(secretariat.exercise.secretariats.nodes).toEqual([
    { id: 'stl-edomex', stage: 'EVALUATION', latestSession: { number: 19, reportedOn: '2023-09-01' } },
  ]);
  expect(secretariat.exercise.actionPlans.map(({ id }: { id: string }) => id)).toContain('pal-edomex-1');
});

it('Infoem has ended and no successor of it is known', async () => {
  const { authority } = await ask(
    test,
    `{ authority(id: "infoem") {
         validTo before: activity(on: "2026-01-22") after: activity(on: "2026-01-23") activity
         successor { id } successors { id } events { kind date } ledCommitments { totalCount nodes { id } }
         memberships { seat secretariat { id } } } }`,
  );
  expect(authority).toMatchObject({
    validTo: '2026-01-22',
    before: 'UNKNOWN',
    after: 'INACTIVE',
    activity: 'INACTIVE',
    successor: null,
    successors: [],
    ledCommitments: { totalCount: 1, nodes: [{ id: 'ogp-mxmex0009' }] },
    memberships: [{ seat: 'Infoem', secretariat: { id: 'stl-edomex' } }],
  });
  expect(authority.events.map(({ kind }: { kind: string }) => kind)).toEqual([
    'EXTINCTION_APPROVED',
    'EXTINCTION_RATIFIED',
    'EXTINGUISHED',
  ]);
});

it('commitments of a state are those of its plans, its authorities and its municipalities', async () => {
  const ofState = async (state: string) =>
    idsOf(
      (await ask(test, 'query ($s: StateCode) { commitments(state: $s) { nodes { id } } }', { s: state })).commitments,
    );
  expect(new Set(await ofState('14'))).toEqual(new Set(['ogp-jal0001', 'ogp-jal0013', 'ogp-mxjl0002', 'ogp-mxjl0003']));
  const edomex = await ofState('15');
  expect(edomex).toContain('ogp-mxtdb0004');
  expect(edomex).toHaveLength(8);
});

it('the summary of an exercise counts a commitment of several plans once', async () => {
  const { exercises } = await ask(
    test,
    `{ exercises { nodes { id summary { installedSecretariatCount declaredSecretariatCount municipalSecretariatsByStage { stage count installedCount }
         sessionCount commitmentCount commitmentsByCompletion { completion count } } } } }`,
  );
  expect(exercises.nodes).toEqual([
    {
      id: 'example',
      summary: {
        installedSecretariatCount: 2,
        declaredSecretariatCount: 1,
        municipalSecretariatsByStage: [
          { stage: 'DECLARATION', count: 1, installedCount: 0 },
          { stage: 'ACTION_PLAN', count: 1, installedCount: 1 },
          { stage: 'EVALUATION', count: 1, installedCount: 1 },
        ],
        sessionCount: 5,
        commitmentCount: 3,
        commitmentsByCompletion: [
          { completion: 'NO_EVIDENCE', count: 1 },
          { completion: 'LIMITED', count: 1 },
          { completion: 'COMPLETE', count: 1 },
        ],
      },
    },
    {
      id: 'gobierno-abierto-edomex',
      summary: {
        installedSecretariatCount: 0,
        declaredSecretariatCount: 1,
        municipalSecretariatsByStage: [{ stage: 'DECLARATION', count: 1, installedCount: 0 }],
        sessionCount: 3,
        commitmentCount: 7,
        commitmentsByCompletion: [
          { completion: 'COMPLETE', count: 4 },
          { completion: null, count: 3 },
        ],
      },
    },
  ]);
});

it('withdrawn links and rows are absent from every list', async () => {
  const query = `{ actionPlan(id: "example-plan") { commitments { nodes { id } } }
    commitment(id: "e-limited") { actionPlans { id } partners { name } affectedMunicipalities { totalCount nodes { municipality { code } } } }
    organization(id: "puente") { partneredCommitments { nodes { id } } }
    exercise(id: "example") { summary { commitmentCount sessionCount } }
    commitments(actionPlanId: "example-plan") { totalCount } touching: commitments(municipality: "20068") { totalCount } }`;
  await withdraw('commitment_plan', 'commitment_id,action_plan_id\ne-complete,example-plan\n');
  await withdraw('commitment_municipality', 'municipality_code,commitment_id,how\n20067,e-complete,Por prueba.\n');
  await withdraw('commitment_partner', 'commitment_id,position,name\ne-complete,1,Vecinos\n');
  await withdraw('session', 'id,secretariat_id,kind\nexample-4,stl-example,ORDINARY\n');
  expect(await ask(test, query)).toEqual({
    actionPlan: { commitments: { nodes: [{ id: 'e-complete' }] } },
    commitment: { actionPlans: [], partners: [], affectedMunicipalities: { totalCount: 0, nodes: [] } },
    organization: { partneredCommitments: { nodes: [] } },
    exercise: { summary: { commitmentCount: 1, sessionCount: 1 } },
    commitments: { totalCount: 1 },
    touching: { totalCount: 0 },
  });
});

/** Publishes a dataset of the example again, with `csv` as its only rows. */
async function withdraw(name: string, csv: string): Promise<void> {
  const { database, datasets } = test.subgraph;
  const folder = await mkdtemp(join(tmpdir(), 'cabildo-withdrawn-'));
  const file = join(folder, `${name}.csv`);
  await writeFile(file, csv);
  const source = readSourceDescription(await readFile(join(examplePackage, 'source.json'), 'utf8'), 'source.json');
  const dataset = datasets.find((each) => each.name === name)!;
  const { outcome } = await ingest(database, { dataset, files: [file], source, publishedBy: 'test' });
  expect(outcome).toBe('published');
  await rm(folder, { recursive: true });
}
