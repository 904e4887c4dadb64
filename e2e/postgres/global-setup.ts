/** Jest's way in: one PostgreSQL for the whole run, for every test file by `process.env.CABILDO_TEST_DSN`. */
export default async function globalSetup(): Promise<void> {
  await import('./from-source.js');
  const { startTestServer } = await import('./test-server.js');
  process.env.CABILDO_TEST_DSN = await startTestServer();
}
