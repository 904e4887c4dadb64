import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readSigningKey, type SigningKeys } from '@cabildo/kit';
import { signingKeysOf } from '@cabildo/kit/process';
import type { HubConfig } from './config.js';
import { codeOf, HubError } from './errors.js';
import { openHome } from './home.js';

const CURRENT = 'signing-key.pem';
const PREVIOUS = 'signing-key.previous.pem';

/**
 * The keys that sign the logs: those of the environment, or those of the home, where one is created at the first
 * start.
 * @throws HubError SIGNING_KEY_UNREADABLE, HOME_NOT_WRITABLE
 */
export async function openSigningKeys(config: HubConfig): Promise<SigningKeys> {
  if (config.SIGNING_KEY) return signingKeysOf(config.SIGNING_KEY, config);
  const { path } = await openHome(config.CABILDO_HOME);
  const current = (await readKey(join(path, CURRENT))) ?? (await makeKey(join(path, CURRENT)));
  return { current, previous: await readKey(join(path, PREVIOUS)), lost: config.SIGNING_KEY_LOST };
}

/** Puts a new key in the home; the one before stays beside it, to sign the change. */
export async function replaceSigningKey(home: string): Promise<void> {
  await rename(join(home, CURRENT), join(home, PREVIOUS));
  await makeKey(join(home, CURRENT));
}

async function makeKey(file: string): Promise<SigningKeys['current']> {
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ format: 'pem', type: 'pkcs8' });
  // Linked when it is whole: nobody reads half a key, and of two processes one makes it.
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  await writeFile(draft, pem, { mode: 0o600, flag: 'wx' });
  try {
    await link(draft, file);
    return privateKey;
  } catch (error) {
    const made = codeOf(error) === 'EEXIST' ? await readKey(file) : undefined;
    if (made) return made;
    throw error;
  } finally {
    await rm(draft);
  }
}

async function readKey(file: string): Promise<SigningKeys['current'] | undefined> {
  try {
    return readSigningKey(await readFile(file, 'utf8'));
  } catch (cause) {
    if (codeOf(cause) === 'ENOENT') return undefined;
    throw new HubError(
      'SIGNING_KEY_UNREADABLE',
      `The key ${file} that signs the logs cannot be read (${codeOf(cause) ?? (cause as Error).message}): put it back from your copy of it.`,
      { cause },
    );
  }
}
