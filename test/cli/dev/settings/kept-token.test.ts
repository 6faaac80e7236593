import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { keptToken } from '../../../../src/cli/dev/settings/kept-token.ts';

it('makes a token once for a data directory, for its owner only', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'token-'));
  const token = keptToken(join(dir, 'a'));
  expect(token).toMatch(/^[0-9a-f]{48}$/);
  expect(keptToken(join(dir, 'a'))).toBe(token);
  expect(keptToken(join(dir, 'b'))).not.toBe(token);
  expect(await readFile(join(dir, 'a', 'token'), 'utf8')).toBe(token);
  expect((await stat(join(dir, 'a', 'token'))).mode & 0o777).toBe(0o600);
  await rm(dir, { recursive: true });
});

it('says why there is no token', () => {
  expect(() => keptToken('/dev/null')).toThrow(
    expect.objectContaining({
      code: 'config-invalid',
      message: expect.stringMatching('^data directory /dev/null cannot be used: EEXIST'),
    }),
  );
});
