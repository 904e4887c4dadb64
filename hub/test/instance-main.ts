import { HubError } from '../src/errors.js';
import { openHome } from '../src/home.js';
import { whenAbandoned } from '../src/parents.js';
import { claimHome } from '../src/postgres/claim.js';
import { homeInUse } from '../src/postgres/hold.js';

// A hub with nothing in it: takes a home, says how that went, and gives it back on SIGTERM.

const [path = '', label = ''] = process.argv.slice(2);
const end = new Promise<string>((resolve) => {
  process.once('SIGTERM', () => resolve('told to stop'));
  whenAbandoned(() => resolve('abandoned'));
});

try {
  const home = await openHome(path);
  const claim = await claimHome({ home, label, settings: { fsync: 'off' } });
  if (claim.holder) throw homeInUse(claim.holder, home.path);
  say({ pid: process.pid, postgres: claim.postgres.pid, reused: claim.postgres.reused, dsn: claim.postgres.dsn() });
  const idle = setInterval(() => {}, 60_000);
  const reason = await end;
  await claim.release();
  clearInterval(idle);
  say({ ended: reason });
} catch (error) {
  say(error instanceof HubError ? { code: error.code, message: error.message } : { stack: String(error) });
}

function say(report: object): void {
  process.stdout.write(`${JSON.stringify(report)}\n`);
}
