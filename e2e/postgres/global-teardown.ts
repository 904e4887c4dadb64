/** Jest's way out: stops the PostgreSQL of the run, and removes its data. */
export default async function globalTeardown(): Promise<void> {
  const { stopTestServer } = await import('./test-server.js');
  await stopTestServer();
}
