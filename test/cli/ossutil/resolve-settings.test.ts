import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { resolveSettings } from '../../../src/cli/ossutil/resolve-settings.ts';

let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'autoalias-home-'));
  writeFileSync(
    join(home, '.ossutilconfig'),
    '[default]\naccessKeyID=file-id\naccessKeySecret=file-secret\nstsToken=file-token\nregion=file-region\n[profile two]\nregion=two\n',
  );
  writeFileSync(join(home, 'other'), '[default]\nregion=other\n[profile three]\nregion=three\nmode=EcsRamRole\n');
});
afterAll(() => rmSync(home, { recursive: true }));

type Flags = Readonly<Record<string, unknown>>;
type Env = Readonly<Record<string, string>>;

function at(env: Env = {}): Env {
  return { HOME: home, ...env };
}

describe('flags over variables over the file', () => {
  test.each<[what: string, flags: Flags, env: Env, resolved: object]>([
    ['the file alone', {}, {}, { accesskeyid: 'file-id', ststoken: 'file-token', region: 'file-region' }],
    ['a variable', {}, { OSS_REGION: 'env' }, { region: 'env', accesskeyid: 'file-id' }],
    ['a flag', { region: 'flag' }, { OSS_REGION: 'env' }, { region: 'flag' }],
    ['an empty variable', {}, { OSS_REGION: ' ' }, { region: 'file-region' }],
    ['variables ignored', { ignoreEnvVar: true }, { OSS_REGION: 'env' }, { region: 'file-region' }],
    ['another file', { configFile: '~/other' }, {}, { region: 'other' }],
    ['another file by variable', {}, { OSSUTIL_CONFIG_FILE: '~/other' }, { region: 'other' }],
    ['another profile', { profile: 'two' }, {}, { region: 'two' }],
    ['another profile by variable', {}, { OSSUTIL_PROFILE: 'two' }, { region: 'two' }],
    [
      'numbers',
      { readTimeout: '5', connectTimeout: '7', retryTimes: '0' },
      {},
      { readtimeout: 5, connecttimeout: 7, retrytimes: 0 },
    ],
    ['defaults', { configFile: '~/other' }, {}, { readtimeout: 20, connecttimeout: 10, signversion: 'v4' }],
    ['a mode in any case', { mode: 'ANONYMOUS' }, {}, { mode: 'anonymous' }],
  ])('%s', (_, flags, env, resolved) => {
    expect(resolveSettings(flags, at(env))).toMatchObject(resolved);
  });

  test.each<[what: string, flags: Flags, env: Env, token: string | undefined]>([
    ["a flag's key drops the file's", { accessKeyId: 'f', accessKeySecret: 's' }, {}, undefined],
    ["a variable's key drops the file's", {}, { OSS_ACCESS_KEY_ID: 'e', OSS_ACCESS_KEY_SECRET: 's' }, undefined],
    ['the token of the same layer stays', {}, { OSS_ACCESS_KEY_ID: 'e', OSS_SESSION_TOKEN: 't' }, 't'],
    ['a token from a higher layer counts', { stsToken: 'flag' }, {}, 'flag'],
  ])('a token belongs to its key: %s', (_, flags, env, token) => {
    expect(resolveSettings(flags, at(env)).ststoken).toBe(token);
  });

  test('without a home directory or a file there are only defaults', () => {
    expect(resolveSettings({}, {})).toEqual({ signversion: 'v4', connecttimeout: 10, readtimeout: 20 });
    expect(resolveSettings({}, { HOME: join(home, 'nowhere') }).region).toBeUndefined();
  });
});

describe('invalid settings', () => {
  test('a file that never ends is read up to a limit', () => {
    expect(() => resolveSettings({ configFile: '/dev/zero' }, at())).toThrow(
      expect.objectContaining({
        code: 'usage',
        message: expect.stringMatching(/has more than \d+ bytes; name another/),
      }),
    );
  });

  test.each<[what: string, flags: Flags, env: Env, message: RegExp]>([
    [
      'a named file that does not exist',
      { configFile: '/nowhere/x' },
      {},
      /^the configuration file \/nowhere\/x cannot be read: there is no such file; name another with --config-file$/,
    ],
    [
      'a profile without a file',
      { profile: 'x' },
      { HOME: '/nowhere' },
      /^\/nowhere\/\.ossutilconfig does not exist, so there is no profile x; add --config-file$/,
    ],
    ['a profile that is not in the file', { profile: 'x' }, {}, /has no profile "x"; it has default, two$/],
    [
      'a mode that needs a service',
      { configFile: '~/other', profile: 'three' },
      {},
      /^mode "EcsRamRole" cannot be used: only AK, StsToken and Anonymous are supported; .*OSS_ACCESS_KEY_ID/,
    ],
    [
      'a time that is not a number',
      { readTimeout: 'soon' },
      {},
      /^readtimeout "soon" cannot be used: write whole seconds$/,
    ],
    ['a time of zero', { readTimeout: '0' }, {}, /^readtimeout "0" cannot be used: /],
    ['a negative number', { retryTimes: '-1' }, {}, /^retrytimes "-1" cannot be used: write a whole number$/],
  ])('%s', (_, flags, env, message) => {
    expect(() => resolveSettings(flags, at(env))).toThrow(
      expect.objectContaining({ code: 'usage', message: expect.stringMatching(message) }),
    );
  });
});
