import { chmodSync, mkdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { closeToOthers, makePrivateDirectory } from '../../../src/local/storage/private-files.ts';
import { temporaryDirectory } from './temporary-directory.ts';

function modeOf(path: string): string {
  return (statSync(path).mode & 0o777).toString(8);
}

test.skipIf(process.platform === 'win32')('creates a directory and its parents for this user only', async () => {
  const root = await temporaryDirectory();
  makePrivateDirectory(join(root, 'a', 'b'));
  expect([modeOf(join(root, 'a')), modeOf(join(root, 'a', 'b'))]).toEqual(['700', '700']);
});

test.skipIf(process.platform === 'win32').each([
  [0o777, '700', true],
  [0o755, '700', true],
  [0o710, '700', true],
  [0o550, '500', true],
  [0o700, '700', false],
  [0o500, '500', false],
])('closes an existing directory of mode %o: %s', async (mode, closed, wasOpen) => {
  const directory = join(await temporaryDirectory(), 'a');
  mkdirSync(directory);
  chmodSync(directory, mode);
  expect(closeToOthers(directory)).toBe(wasOpen);
  expect(modeOf(directory)).toBe(closed);
});
