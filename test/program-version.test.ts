import { expect, test } from 'vitest';
import packageJson from '../package.json' with { type: 'json' };
import { PROGRAM_VERSION } from '../src/program-version.ts';

test('it is the version in package.json', () => {
  expect(PROGRAM_VERSION).toBe(packageJson.version);
});
