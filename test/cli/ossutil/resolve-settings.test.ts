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
const at = (env: Env = {}): Env => ({ HOME: home, ...env });

describe('flags over variables over the file', () => {
  test.each<[what: string, flags: Flags, env: Env, resolved: object]>([
    ['the file alone', {}, {}, { accesskeyid: 'file-id', ststoken: 'file-token', region: 'file-region' }],
    ['a variable', {}, { OSS_REGION: 'env' }, { region: 'env', accesskeyid: 'file-id' }],
    ['a flag', { region: 'flag' }, { OSS_REGION: 'env' }, { region: 'flag' }],
    ['a variable that is empty', {}, { OSS_REGION: ' ' }, { region: 'file-region' }],
    ['variables passed over', { ignoreEnvVar: true }, { OSS_REGION: 'env' }, { region: 'file-region' }],
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
    ['what nobody says', { configFile: '~/other' }, {}, { readtimeout: 20, connecttimeout: 10, signversion: 'v4' }],
    ['a mode in any case', { mode: 'ANONYMOUS' }, {}, { mode: 'anonymous' }],
  ])('%s', (_, flags, env, resolved) => {
    expect(resolveSettings(flags, at(env))).toMatchObject(resolved);
  });

  test.each<[what: string, flags: Flags, env: Env, token: string | undefined]>([
    ["a flag's key drops the file's", { accessKeyId: 'f', accessKeySecret: 's' }, {}, undefined],
    ["a variable's key drops the file's", {}, { OSS_ACCESS_KEY_ID: 'e', OSS_ACCESS_KEY_SECRET: 's' }, undefined],
    ['its own stays', {}, { OSS_ACCESS_KEY_ID: 'e', OSS_SESSION_TOKEN: 't' }, 't'],
    ['one that is named higher up counts', { stsToken: 'flag' }, {}, 'flag'],
  ])('a token belongs to its key: %s', (_, flags, env, token) => {
    expect(resolveSettings(flags, at(env)).ststoken).toBe(token);
  });

  test('no home, no file: nothing is set', () => {
    expect(resolveSettings({}, {})).toEqual({ signversion: 'v4', connecttimeout: 10, readtimeout: 20 });
    expect(resolveSettings({}, { HOME: join(home, 'nowhere') }).region).toBeUndefined();
  });
});

describe('what cannot be used', () => {
  test.each<[what: string, flags: Flags, env: Env, message: RegExp]>([
    [
      'a file that is named and not there',
      { configFile: '/nowhere/x' },
      {},
      /^the configuration file \/nowhere\/x cannot be read: ENOENT/,
    ],
    [
      'a profile without a file',
      { profile: 'x' },
      { HOME: '/nowhere' },
      /^there is no \/nowhere\/\.ossutilconfig for the profile x; name a --config-file$/,
    ],
    ['a profile that the file has not', { profile: 'x' }, {}, /has no profile "x"; it has default, two$/],
    [
      'a mode that needs a service',
      { configFile: '~/other', profile: 'three' },
      {},
      /^mode "EcsRamRole" cannot be used: only AK, StsToken and Anonymous are known here; .*OSS_ACCESS_KEY_ID/,
    ],
    ['a time that is none', { readTimeout: 'soon' }, {}, /^readtimeout "soon" cannot be used: write whole seconds$/],
    ['no time at all', { readTimeout: '0' }, {}, /^readtimeout "0" cannot be used: /],
    ['a number that is none', { retryTimes: '-1' }, {}, /^retrytimes "-1" cannot be used: write a whole number$/],
  ])('%s', (_, flags, env, message) => {
    expect(() => resolveSettings(flags, at(env))).toThrow(
      expect.objectContaining({ code: 'usage', message: expect.stringMatching(message) }),
    );
  });
});
