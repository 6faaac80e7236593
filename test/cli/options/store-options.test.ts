import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { AutoaliasError } from '../../../src/autoalias-error.ts';
import { adviseUnreachable, openStore, type StoreFlags } from '../../../src/cli/options/store-options.ts';
import { recordCloud } from '../../../src/local/cloud/running-cloud.ts';
import { createMemoryStore } from '../../../src/stores/memory/memory-store.ts';
import type { Store } from '../../../src/stores/store.ts';
import { OSS_CAPABILITIES } from '../../../src/stores/store-capabilities.ts';
import { StoreError } from '../../../src/stores/store-error.ts';
import { closedPort, type ScriptedServer, scriptedServer, stranger } from '../../stores/oss/scripted-server.ts';
import { type CliWorld, cliWorld } from '../cli-world.ts';

type Env = Readonly<Record<string, string>>;

const KEYS: Env = { OSS_ACCESS_KEY_ID: 'ak', OSS_ACCESS_KEY_SECRET: 'sk' };
const REMOTE = 'https://oss-cn-beijing.aliyuncs.com';

let server: ScriptedServer;
beforeAll(async () => {
  server = await scriptedServer([stranger(404)]);
});
afterAll(() => server.close());

/** What a request through the opened store says on the wire. */
async function sent(flags: StoreFlags, env: Env) {
  const store = openStore(flags, env);
  await store.send({ operation: 'ListObjects' }).catch(() => undefined);
  await store.close();
  const { url = '', headers } = server.received.at(-1) ?? {};
  const [, id, date, region] = /Credential=([^/]+)\/(\d+)\/([^/]+)\//.exec(headers?.authorization ?? '') ?? [];
  return { bucket: url.split('/')[1], id, region, token: headers?.['x-oss-security-token'], dated: date !== undefined };
}

describe('what names the store', () => {
  const port = () => server.origin.replace(/.*:/, '');
  const defaults = { bucket: 'demo', id: 'autoalias', region: 'cn-hangzhou', token: undefined, dated: true };

  test.each<[what: string, flags: () => StoreFlags, env: () => Env, expected: object]>([
    ['nothing: the local cloud', () => ({}), () => ({ AUTOALIAS_STORE_PORT: port() }), {}],
    [
      'set to nothing',
      () => ({}),
      () => ({
        AUTOALIAS_STORE_PORT: port(),
        OSS_ENDPOINT: '',
        OSS_REGION: ' ',
        OSS_BUCKET: '',
        OSS_ACCESS_KEY_ID: '',
      }),
      {},
    ],
    ['an endpoint of this machine', () => ({ endpoint: server.origin }), () => ({}), {}],
    ['a bare address', () => ({ endpoint: `127.0.0.1:${port()}` }), () => ({}), {}],
    ['localhost', () => ({ endpoint: `http://localhost:${port()}` }), () => ({}), {}],
    [
      'a flag before its variable',
      () => ({ endpoint: server.origin, bucket: 'flag', region: 'cn-beijing' }),
      () => ({ OSS_ENDPOINT: 'http://127.0.0.1:1', OSS_BUCKET: 'variable', OSS_REGION: 'cn-shanghai' }),
      { bucket: 'flag', region: 'cn-beijing' },
    ],
    [
      'the variables',
      () => ({}),
      () => ({ OSS_ENDPOINT: server.origin, OSS_BUCKET: 'variable', OSS_REGION: 'oss-cn-shanghai' }),
      { bucket: 'variable', region: 'cn-shanghai' },
    ],
    [
      'another bucket of the local cloud',
      () => ({ bucket: 'other' }),
      () => ({ AUTOALIAS_STORE_PORT: port() }),
      { bucket: 'other' },
    ],
    ['credentials', () => ({ endpoint: server.origin }), () => KEYS, { id: 'ak' }],
    [
      'half a pair, as the local cloud takes it',
      () => ({ endpoint: server.origin }),
      () => ({ OSS_ACCESS_KEY_ID: 'ak' }),
      { id: 'ak' },
    ],
    [
      'temporary credentials',
      () => ({ endpoint: server.origin }),
      () => ({ ...KEYS, OSS_SESSION_TOKEN: 'token' }),
      { id: 'ak', token: 'token' },
    ],
  ])('%s', async (_, flags, env, expected) => {
    expect(await sent(flags(), env())).toEqual({ ...defaults, ...expected });
  });

  test.each<[flags: StoreFlags, env: Env]>([
    [{ region: 'cn-hangzhou', bucket: 'demo' }, KEYS],
    [{ region: 'oss-cn-hangzhou', bucket: 'demo' }, KEYS],
    [{ endpoint: REMOTE, bucket: 'demo' }, KEYS],
    [{ endpoint: 'oss-cn-beijing-internal.aliyuncs.com', bucket: 'demo' }, KEYS],
    [
      { endpoint: 'https://store.example.com', region: 'cn-beijing' },
      { ...KEYS, OSS_BUCKET: 'demo' },
    ],
  ])('far away %j can work', async (flags, env) => {
    const store = openStore(flags, env);
    expect(store.bucket).toBe('demo');
    await store.close();
  });
});

describe('the bucket of a running local cloud is its first one', () => {
  const CLOUD = { store: 'http://127.0.0.1:9', api: 'http://127.0.0.1:8', bucket: 'first', token: 'token' };

  let dataDir: string;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'autoalias-store-options-'));
    recordCloud(dataDir, CLOUD);
  });
  afterEach(() => rmSync(dataDir, { recursive: true }));

  test.each<[what: string, flags: StoreFlags, env: Env, bucket: string]>([
    ['found by its data directory', {}, {}, 'first'],
    ['that picked its port', {}, { AUTOALIAS_STORE_PORT: '0' }, 'first'],
    ['named by its endpoint', { endpoint: CLOUD.store }, {}, 'first'],
    ['named by its endpoint in the environment', {}, { OSS_ENDPOINT: 'http://localhost:9' }, 'first'],
    ['that is not the one named by a port', {}, { AUTOALIAS_STORE_PORT: '10' }, 'demo'],
    ['that is not the one named by an endpoint', { endpoint: 'http://127.0.0.1:10' }, {}, 'demo'],
    ['less than a flag', { bucket: 'flag' }, {}, 'flag'],
    ['less than the variable', {}, { OSS_BUCKET: 'variable' }, 'variable'],
  ])('%s', async (_, flags, env, bucket) => {
    const store = openStore(flags, { ...env, AUTOALIAS_DATA: dataDir });
    expect(store.bucket).toBe(bucket);
    await store.close();
  });
});

describe('a bucket of BOS', () => {
  const BCE: Env = { BCE_ACCESS_KEY_ID: 'bce', BCE_SECRET_ACCESS_KEY: 's' };

  async function sentToBos(flags: StoreFlags, env: Env) {
    const store = openStore(flags, env);
    await store.send({ operation: 'ListObjects' }).catch(() => undefined);
    await store.close();
    const { url = '', headers } = server.received.at(-1) ?? {};
    const id = /^bce-auth-v1\/([^/]+)\//.exec(headers?.authorization ?? '')?.[1];
    return { bucket: url.split('/')[2], id, token: headers?.['x-bce-security-token'] };
  }

  const port = () => server.origin.replace(/.*:/, '');

  test.each<[what: string, flags: () => StoreFlags, env: () => Env, expected: object]>([
    ['the local cloud', () => ({ cloud: 'baidu' }), () => ({ AUTOALIAS_BOS_PORT: port() }), {}],
    ['by its address', () => ({ bucket: 'bos://other' }), () => ({ AUTOALIAS_BOS_PORT: port() }), { bucket: 'other' }],
    [
      'the variables, and not those of OSS',
      () => ({}),
      () => ({
        ...KEYS,
        ...BCE,
        AUTOALIAS_CLOUD: 'baidu',
        BOS_ENDPOINT: server.origin,
        BOS_BUCKET: 'variable',
        BCE_SESSION_TOKEN: 'token',
        OSS_ENDPOINT: 'http://127.0.0.1:1',
        OSS_BUCKET: 'oss',
      }),
      { bucket: 'variable', id: 'bce', token: 'token' },
    ],
    [
      'credentials of the Terraform provider, without the token of another key',
      () => ({ cloud: 'baidu', endpoint: server.origin }),
      () => ({ BAIDUCLOUD_ACCESS_KEY: 'tf', BAIDUCLOUD_SECRET_KEY: 's', BCE_SESSION_TOKEN: 'token' }),
      { id: 'tf' },
    ],
  ])('%s', async (_, flags, env, expected) => {
    expect(await sentToBos(flags(), env())).toEqual({ bucket: 'demo', id: 'autoalias', token: undefined, ...expected });
  });

  test.each<[flags: StoreFlags, env: Env]>([
    [{ cloud: 'baidu', region: 'bj', bucket: 'demo' }, BCE],
    [{ bucket: 'bos://demo' }, { ...BCE, BAIDUCLOUD_REGION: 'gz' }],
    // Requests to BOS are not signed for a region.
    [{ bucket: 'bos://demo', endpoint: 'https://store.example.com' }, BCE],
  ])('far away %j can work', async (flags, env) => {
    const store = openStore(flags, env);
    expect(store.bucket).toBe('demo');
    expect(store.capabilities.listsLinks).toBe(false);
    await store.close();
  });

  test.each<[flags: StoreFlags, env: Env, message: RegExp]>([
    [{ cloud: 'baidu', region: 'bj' }, BCE, /^no bucket is named; add --bucket or set BOS_BUCKET$/],
    [
      { bucket: 'bos://demo', region: 'bj' },
      KEYS,
      /^there are no credentials: .* set BCE_ACCESS_KEY_ID and BCE_SECRET/,
    ],
    [{ bucket: 'bos://demo', region: 'bj' }, { BCE_ACCESS_KEY_ID: 'a' }, /^BCE_SECRET_ACCESS_KEY is not set, but/],
    [{ cloud: 'baidu' }, { AUTOALIAS_BOS_PORT: 'x' }, /^AUTOALIAS_BOS_PORT is "x", which is not a port/],
    [{ cloud: 'baidu' }, { AUTOALIAS_BOS_CHOICES: 'a=b' }, /^AUTOALIAS_BOS_CHOICES: there is no choice "a"/],
    [{ cloud: 'alibaba', bucket: 'bos://demo' }, {}, /^bos:\/\/demo is an address of baidu/],
  ])('%j %j is wrong use', (flags, env, message) => {
    expect(() => openStore(flags, env)).toThrow(
      expect.objectContaining({ code: 'usage', message: expect.stringMatching(message) }),
    );
  });

  test('the running local cloud has it at its own port', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'autoalias-store-options-'));
    const remove = recordCloud(dataDir, {
      store: 'http://127.0.0.1:9',
      bos: server.origin,
      api: 'http://127.0.0.1:8',
      bucket: 'first',
      token: 'token',
    });
    expect(await sentToBos({ cloud: 'baidu' }, { AUTOALIAS_DATA: dataDir })).toMatchObject({ bucket: 'first' });
    remove();
    rmSync(dataDir, { recursive: true });
  });
});

describe('what cannot work is wrong use', () => {
  test.each<[flags: StoreFlags, env: Env, message: RegExp]>([
    [{ region: 'cn-hangzhou' }, KEYS, /^no bucket is named; add --bucket or set OSS_BUCKET$/],
    [{ endpoint: REMOTE }, KEYS, /^no bucket is named/],
    [
      { endpoint: 'https://store.example.com', bucket: 'demo' },
      KEYS,
      /^no region is named: requests to https:\/\/store\.example\.com are signed for one; add --region or set OSS_REGION$/,
    ],
    // A name that only begins like a loopback name is another machine, which must not get the local secret.
    [
      { endpoint: 'http://localhost.example.com', region: 'cn-hangzhou', bucket: 'demo' },
      {},
      /^there are no credentials/,
    ],
    [
      { endpoint: 'http://127.0.0.1.example.com', region: 'cn-hangzhou', bucket: 'demo' },
      {},
      /^there are no credentials/,
    ],
    [
      { region: 'cn-hangzhou', bucket: 'demo' },
      {},
      /^there are no credentials: .*; set OSS_ACCESS_KEY_ID and OSS_ACCESS_KEY_SECRET/,
    ],
    [
      { region: 'cn-hangzhou', bucket: 'demo' },
      { OSS_ACCESS_KEY_ID: 'ak' },
      /^OSS_ACCESS_KEY_SECRET is not set, but OSS_ACCESS_KEY_ID is: .*; set both or neither$/,
    ],
    [{ region: 'cn-hangzhou', bucket: 'demo' }, { OSS_ACCESS_KEY_SECRET: 'sk' }, /^OSS_ACCESS_KEY_ID is not set/],
    [{ bucket: 'X Y' }, {}, /^bucket "X Y" is not valid; write 3 to 63/],
    [{ bucket: '' }, {}, /^bucket "" is not valid; write 3 to 63/],
    [
      { region: 'hang zhou', bucket: 'demo' },
      KEYS,
      /^region "hang zhou" is not valid; write an id such as cn-hangzhou$/,
    ],
    [
      { endpoint: 'http://127.0.0.1:x' },
      {},
      /^OSS endpoint "http:\/\/127\.0\.0\.1:x": it is neither a URL nor a host; write https:/,
    ],
    [{ endpoint: 'http://127.0.0.1:9000/demo' }, {}, /write only scheme, host and port: http:\/\/127\.0\.0\.1:9000$/],
    [
      { endpoint: 'ftp://127.0.0.1' },
      {},
      /^(?:OSS endpoint "ftp:\/\/127\.0\.0\.1": only http and https are supported|no bucket)/,
    ],
    [
      {},
      { AUTOALIAS_STORE_PORT: '0', AUTOALIAS_DATA: '/no/.autoalias' },
      /^AUTOALIAS_STORE_PORT is 0, and no local cloud runs on the data directory \/.*\/\.autoalias: .*; start it \(autoalias dev\), .* AUTOALIAS_DATA, .* --endpoint$/,
    ],
    [{}, { AUTOALIAS_STORE_PORT: 'x' }, /^AUTOALIAS_STORE_PORT is "x", which is not a port; write 1 to 65535$/],
    [{}, { AUTOALIAS_STORE_PORT: '65536' }, /write 1 to 65535$/],
  ])('%j %j', (flags, env, message) => {
    expect(() => openStore(flags, env)).toThrow(message);
    expect(() => openStore(flags, env)).toThrow(AutoaliasError);
    expect(() => openStore(flags, env)).toThrow(expect.objectContaining({ code: 'usage' }));
  });
});

describe('where nothing listens, the message says where and what to do', () => {
  test.each<[what: string, flags: (port: number) => StoreFlags, env: (port: number) => Env, advice: RegExp]>([
    [
      'the local cloud',
      () => ({}),
      (port) => ({ AUTOALIAS_STORE_PORT: String(port) }),
      /; start the local cloud \(autoalias dev\), or name a store with --region or --endpoint$/,
    ],
    [
      'an endpoint here',
      (port) => ({ endpoint: `http://127.0.0.1:${port}` }),
      () => ({}),
      /; start the store there \(autoalias dev runs the local cloud\), or name another --endpoint$/,
    ],
  ])('%s', async (_, flags, env, advice) => {
    const port = await closedPort();
    const store = openStore(flags(port), env(port));
    const failure = store.send({ operation: 'ListObjects' });
    await expect(failure).rejects.toThrow(`no answer from http://127.0.0.1:${port}: `);
    await expect(failure).rejects.toThrow(advice);
    await store.close();
  });

  test('an address elsewhere', async () => {
    const port = await closedPort();
    // An address that is not a loopback address, and does not reach another machine either.
    const store = openStore({ endpoint: `http://0.0.0.0:${port}`, region: 'cn-hangzhou', bucket: 'demo' }, KEYS);
    await expect(store.send({ operation: 'ListObjects' })).rejects.toThrow(
      /no answer from http:\/\/0\.0\.0\.0:\d+: .*; check --endpoint and --region, and that this machine can reach it$/,
    );
    await store.close();
  });
});

describe('refusals of the store itself', () => {
  let world: CliWorld;
  beforeAll(async () => {
    world = await cliWorld();
  });
  afterAll(() => world.close());

  test.each<[what: string, args: string[], message: RegExp]>([
    [
      'a missing bucket',
      ['--bucket', 'nosuch'],
      /^autoalias: ListObjects in bucket nosuch: OSS answered 404 NoSuchBucket .*; check the bucket name, and that/,
    ],
    [
      'another region',
      ['--region', 'cn-beijing'],
      /^autoalias: ListObjects in bucket demo: OSS answered 400 InvalidArgument \(Invalid signing region/,
    ],
  ])('%s', async (_, args, message) => {
    const ran = await world.run('sweep', ...args);
    expect(ran).toMatchObject({ exitCode: 1, out: '' });
    expect(ran.err).toMatch(message);
    expect(ran.err.trimEnd()).not.toContain('\n');
  });

  test('a server that is not a store', async () => {
    const ran = await world.run('sweep', '--endpoint', server.origin);
    expect(ran).toMatchObject({
      exitCode: 1,
      err: 'autoalias: ListObjects in bucket demo: OSS answered 404; this answer is not from OSS; check the endpoint\n',
    });
  });
});

describe('advise unreachable', () => {
  function failing(error: unknown): Store {
    return {
      bucket: 'demo',
      capabilities: OSS_CAPABILITIES,
      send: () => Promise.reject(error),
      close: async () => {},
    };
  }

  const details = { operation: 'ListObjects', bucket: 'demo', attempts: 3 };
  const list = { operation: 'ListObjects' } as const;

  describe('a store with advice', () => {
    test('answers as it would without', async () => {
      const store = adviseUnreachable(createMemoryStore(), 'look');
      expect(store.bucket).toBe('demo');
      expect(await store.send(list)).toEqual({ objects: [], prefixes: [], date: expect.any(Number) });
    });

    test('gives it where there was no answer', async () => {
      const cause = new StoreError('no answer', details);
      await expect(adviseUnreachable(failing(cause), 'look there').send(list)).rejects.toThrow(
        expect.objectContaining({
          name: 'StoreError',
          code: 'store-unreachable',
          message: 'no answer; look there',
          details,
          cause,
        }),
      );
    });

    test.each([new StoreError('refused', { ...details, status: 403 }), new TypeError('a bug')])(
      'gives no advice for another failure: %s',
      async (error) => {
        await expect(adviseUnreachable(failing(error), 'look').send(list)).rejects.toBe(error);
      },
    );

    test('closes the wrapped store', async () => {
      let closed = 0;
      const store = adviseUnreachable({ ...failing(undefined), close: async () => void closed++ }, 'look');
      await store.close();
      expect(closed).toBe(1);
    });
  });
});
