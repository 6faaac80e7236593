import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { type FcFlags, fcTarget } from '../../../src/cli/invoke/fc-target.ts';
import { recordCloud } from '../../../src/local/cloud/running-cloud.ts';

const empty = mkdtempSync(join(tmpdir(), 'fc-target-'));
const running = mkdtempSync(join(tmpdir(), 'fc-target-'));
const forget = recordCloud(running, {
  store: 'http://127.0.0.1:9100',
  api: 'http://127.0.0.1:9101',
  bucket: 'demo',
  token: 't',
});
afterAll(() => {
  forget();
  for (const dir of [empty, running]) rmSync(dir, { recursive: true });
});

const KEYS = { OSS_ACCESS_KEY_ID: 'id', OSS_ACCESS_KEY_SECRET: 'secret' };
const HERE = { AUTOALIAS_DATA: running };
const region = 'cn-hangzhou';
const account = '1234567890123456';

type Env = Readonly<Record<string, string>>;

function target(flags: FcFlags, env: Env) {
  return fcTarget(flags, { AUTOALIAS_DATA: empty, ...env });
}

describe('fcTarget', () => {
  test.each<[flags: FcFlags, env: Env, url: string, isLocal: boolean]>([
    [{}, {}, 'http://127.0.0.1:9001', true],
    [{}, { AUTOALIAS_PORT: '9301' }, 'http://127.0.0.1:9301', true],
    [{}, HERE, 'http://127.0.0.1:9101', true],
    [{}, { ...HERE, OSS_ENDPOINT: 'http://localhost:9100', OSS_REGION: region }, 'http://127.0.0.1:9101', true],
    [{ region, account }, KEYS, `https://${account}.cn-hangzhou.fc.aliyuncs.com`, false],
    [{ region, account }, { ...HERE, ...KEYS }, `https://${account}.cn-hangzhou.fc.aliyuncs.com`, false],
    [
      {},
      { ...KEYS, OSS_REGION: 'oss-cn-beijing', ALIBABA_CLOUD_ACCOUNT_ID: account },
      `https://${account}.cn-beijing.fc.aliyuncs.com`,
      false,
    ],
    [{ fcEndpoint: 'http://localhost:1234/' }, HERE, 'http://localhost:1234', true],
    [{ fcEndpoint: 'https://1.cn-x.fc.aliyuncs.com', region }, KEYS, 'https://1.cn-x.fc.aliyuncs.com', false],
  ])('%j %j: %s', (flags, env, url, isLocal) => {
    expect(target(flags, env)).toMatchObject({ url, isLocal });
  });

  test('the local cloud has credentials, a region and an account of its own', () => {
    expect(target({}, {})).toMatchObject({
      region,
      accountId: '1000000000000000',
      credentials: { accessKeyId: 'autoalias', accessKeySecret: 'autoalias-secret' },
    });
  });

  test('elsewhere the environment has the credentials', () => {
    expect(target({ region, account }, { ...KEYS, OSS_SESSION_TOKEN: 't' }).credentials).toEqual({
      accessKeyId: 'id',
      accessKeySecret: 'secret',
      securityToken: 't',
    });
  });

  test.each<[flags: FcFlags, env: Env, message: RegExp]>([
    [{ region }, KEYS, /no account is named/],
    [{ region, account: 'me' }, KEYS, /"me" is not the id of an account/],
    [{ region: 'hangzhou', account }, KEYS, /"hangzhou" is not a region/],
    [{ region: 'cn-hangzhou.evil.example/', account }, KEYS, /is not a region/],
    [{ region, account }, {}, /there are no credentials/],
    [{ fcEndpoint: 'localhost' }, {}, /is not the URL of an endpoint/],
    [{ fcEndpoint: 'ftp://localhost' }, {}, /is not the URL of an endpoint/],
    [{ fcEndpoint: 'https://fc.example' }, KEYS, /no region is named/],
  ])('%j %j is refused', (flags, env, message) => {
    expect(() => target(flags, env)).toThrow(
      expect.objectContaining({ code: 'usage', message: expect.stringMatching(message) }),
    );
  });
});
