import { idOfKey } from '@cabildo/kit';
import { type HubConfig, readHubConfig } from '../config.js';
import { HubError } from '../errors.js';
import { openHome } from '../home.js';
import { openDatabase, withSubgraphs } from '../running.js';
import { openSigningKeys, replaceSigningKey } from '../signing-keys.js';
import { Steps } from '../steps.js';

export interface RotateFlags {
  /** The id of a key that is lost. */
  lost?: string;
}

/** Makes a new signing key; the one before signs the leaf that says so, in the log of every subgraph, unless it is lost. */
export async function rotateKey({ lost }: RotateFlags): Promise<void> {
  const steps = new Steps(process.stdout);
  if (lost === undefined) await replaceKey(readHubConfig(), steps);
  else await replaceLostKey(readHubConfig(), lost, steps);
  steps.say('A new key signs from here on; keep a copy of signing-key.pem of the home where nobody else reads it.');
}

async function replaceKey(config: HubConfig, steps: Steps): Promise<void> {
  if (config.SIGNING_KEY)
    throw new HubError(
      'SIGNING_KEY_GIVEN',
      'The key comes from SIGNING_KEY: set that to a new key and SIGNING_KEY_PREVIOUS to this one, and start the hub.',
    );
  const database = await openDatabase(config, 'hub rotate-key', steps);
  try {
    // What an earlier change left unfinished is finished first: only one key before is kept.
    await withSubgraphs(database, steps, async () => {});
    await replaceSigningKey((await openHome(config.CABILDO_HOME)).path);
    await withSubgraphs({ ...database, signingKeys: await openSigningKeys(config) }, steps, async () => {});
  } finally {
    await database.release();
  }
}

/** The home has the new key already: the first start without the old one made it, or this makes it. */
async function replaceLostKey(config: HubConfig, lost: string, steps: Steps): Promise<void> {
  const { current, previous } = await openSigningKeys(config);
  if ([current, previous].some((key) => key && idOfKey(key).startsWith(lost)))
    throw new HubError(
      'BAD_FLAG',
      `--lost ${lost}: that key is here, and not lost. hub rotate-key lets it sign the change.`,
    );
  const database = await openDatabase({ ...config, SIGNING_KEY_LOST: lost }, 'hub rotate-key', steps);
  try {
    await withSubgraphs(database, steps, async () => {});
  } finally {
    await database.release();
  }
  steps.say(
    `Nothing vouches for the new key but what you say of it: publish its id, ${idOfKey(current)}, where readers look.`,
  );
}
