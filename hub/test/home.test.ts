import { chmod, mkdir, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, test } from '@jest/globals';
import { openHome } from '../src/home.js';
import { newHome, removeHomes } from './temporary-home.js';

afterEach(removeHomes);

test('a missing home is created, readable by its owner only', async () => {
  const path = join(newHome(), 'deep', '.cabildo');
  expect(await openHome(path)).toEqual({ path });
  expect((await stat(path)).mode & 0o066).toBe(0);
});

test('a home that exists keeps its mode', async () => {
  const path = newHome();
  await mkdir(path);
  await chmod(path, 0o755);
  await openHome(path);
  expect((await stat(path)).mode & 0o777).toBe(0o755);
});

test('one folder has one path, whichever link leads to it', async () => {
  const [path, link] = [newHome(), newHome()];
  await mkdir(path);
  await symlink(path, link);
  expect(await openHome(link)).toEqual({ path });
});

test('a home that cannot be written to gets a sentence with its path', async () => {
  const file = newHome();
  await writeFile(file, '');
  await expect(openHome(join(file, '.cabildo'))).rejects.toMatchObject({
    code: 'HOME_NOT_WRITABLE',
    message: `Cabildo cannot write to its home ${file}/.cabildo (ENOTDIR): make it writable, or set CABILDO_HOME to another folder.`,
  });
  await expect(openHome('/proc/cabildo')).rejects.toMatchObject({ code: 'HOME_NOT_WRITABLE' });
});
