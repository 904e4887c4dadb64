import { keep, startKept } from './kept.js';

// Fills the tables that are measured, once: they are kept in .cabildo/bench, which can be deleted at any time.
const [published = 10_000_000] = process.argv.slice(2).map(Number);
const postgres = await startKept();
try {
  const began = performance.now();
  await keep(postgres, published);
  process.stdout.write(
    `${published} rows, twice, and their indexes: ${Math.round((performance.now() - began) / 1000)} s\n`,
  );
} finally {
  await postgres.stop();
}
