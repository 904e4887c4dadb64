import { readHubConfig } from '../config.js';
import { HubError } from '../errors.js';
import { openHome } from '../home.js';
import { openDatabase, withSubgraphs } from '../running.js';
import { openSigningKeys, replaceSigningKey } from '../signing-keys.js';
import { Steps } from '../steps.js';

/** Makes a new signing key; the one before signs the leaf that says so, in the log of every subgraph. */
export async function rotateKey(): Promise<void> {
  const config = readHubConfig();
  if (config.SIGNING_KEY)
    throw new HubError(
      'SIGNING_KEY_GIVEN',
      'The key comes from SIGNING_KEY: set that to a new key and SIGNING_KEY_PREVIOUS to this one, and start the hub.',
    );
  const steps = new Steps(process.stdout);
  const database = await openDatabase(config, 'hub rotate-key', steps);
  try {
    // What an earlier change left unfinished is finished first: only one key before is kept.
    await withSubgraphs(database, steps, async () => {});
    await replaceSigningKey((await openHome(config.CABILDO_HOME)).path);
    await withSubgraphs({ ...database, signingKeys: await openSigningKeys(config) }, steps, async () => {});
  } finally {
    await database.release();
  }
  steps.say('A new key signs from here on; keep a copy of signing-key.pem of the home where nobody else reads it.');
}
