import { type TestSubgraph, testSubgraph } from '@cabildo/kit/testing';
import { secretariats } from '@cabildo/secretariats';

const real = ['autoridades', 'infoem-gobierno-abierto', 'ogp-compromisos', 'infoem-pal', 'chimalhuacan-declaracion'];

/** The data packages that the hub ships for this subgraph, in the order of loading. */
export const realPackages = real.map((name) => `data/${name}`);

/** Invented rows, for the cases that the real data do not have. */
export const examplePackage = 'services/secretariats/test/fixtures/example';

export const open = (packages: string[]): Promise<TestSubgraph> =>
  testSubgraph(secretariats, process.env.CABILDO_TEST_DSN!, packages);

/** The data of a response without errors. */
export async function ask({ execute }: TestSubgraph, query: string, variables?: Record<string, unknown>) {
  const { data, errors } = await execute(query, variables);
  expect(errors).toBeUndefined();
  return data;
}

export const idsOf = (connection: { nodes: { id: string }[] }) => connection.nodes.map(({ id }) => id);
