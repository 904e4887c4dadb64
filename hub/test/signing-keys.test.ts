import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { variables } from '../src/config.js';
import { openSigningKeys, replaceSigningKey } from '../src/signing-keys.js';
import { newHome, removeHomes } from './temporary-home.js';

afterAll(removeHomes);

const configOf = (home: string, SIGNING_KEY?: ReturnType<typeof variables.SIGNING_KEY.read>) =>
  ({ CABILDO_HOME: home, SIGNING_KEY }) as Parameters<typeof openSigningKeys>[0];

describe('the key that signs the logs', () => {
  it('is created once, readable by its owner only', async () => {
    const home = newHome();
    const [first, second] = await Promise.all([openSigningKeys(configOf(home)), openSigningKeys(configOf(home))]);
    expect(first.current.equals(second.current)).toBe(true);
    expect((await openSigningKeys(configOf(home))).current.equals(first.current)).toBe(true);
    expect(statSync(join(home, 'signing-key.pem')).mode & 0o777).toBe(0o600);
    expect(readdirSync(home)).toEqual(['signing-key.pem']);
    expect(first.previous).toBeUndefined();
  });

  it('that is replaced stays beside the new one', async () => {
    const home = newHome();
    const { current } = await openSigningKeys(configOf(home));
    await replaceSigningKey(home);
    const after = await openSigningKeys(configOf(home));
    expect(after.previous?.equals(current)).toBe(true);
    expect(after.current.equals(current)).toBe(false);
  });

  it('of the environment goes before that of the home', async () => {
    const home = newHome();
    const { current } = await openSigningKeys(configOf(home));
    const given = variables.SIGNING_KEY.read(
      (await openSigningKeys(configOf(newHome()))).current.export({ format: 'pem', type: 'pkcs8' }).toString(),
    );
    expect((await openSigningKeys(configOf(home, given))).current.equals(current)).toBe(false);
  });

  it('that cannot be read is an error, and is never replaced', async () => {
    const home = newHome();
    await openSigningKeys(configOf(home));
    const file = join(home, 'signing-key.pem');
    writeFileSync(file, 'no key');
    await expect(openSigningKeys(configOf(home))).rejects.toMatchObject({
      code: 'SIGNING_KEY_UNREADABLE',
      message: expect.stringContaining('put it back from your copy'),
    });
    expect(readFileSync(file, 'utf8')).toBe('no key');
  });

  it('is Ed25519 in PKCS #8, and is never shown', () => {
    expect(() => variables.SIGNING_KEY.read('secret words')).toThrow(/^expected an Ed25519 private key in PKCS #8/);
    expect(() => variables.SIGNING_KEY.read('secret words')).not.toThrow(/secret words/);
  });
});
