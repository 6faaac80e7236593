import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type AppliedChanges,
  applyChanges,
  createHost,
  handleHttp,
  handleObjectEvents,
  handleTimer,
  type LogEntry,
} from '../../src/entries/autoalias.ts';
import { parseRules } from '../../src/entries/rules.ts';
import { createOssStore, type Store } from '../../src/entries/store.ts';
import { type EmbeddedOss, startOss } from '../../src/entries/testing.ts';
import { APP_RULES, fileOf, LATEST } from './app-rules.ts';

const rules = parseRules(APP_RULES);
let oss: EmbeddedOss;
let store: Store;
beforeAll(async () => {
  oss = await startOss();
  store = createOssStore({ ...oss, bucket: 'demo' });
});
afterAll(async () => {
  await store.close();
  await oss.close();
});
beforeEach(() => oss.clear());

async function upload(...versions: readonly string[]): Promise<void> {
  for (const version of versions) {
    await store.send({ operation: 'PutObject', key: fileOf(version), body: Buffer.from(version) });
  }
}

async function targetOf(key: string): Promise<string | undefined> {
  const link = await store.send({ operation: 'GetSymlink', key });
  return link.found === 'symlink' ? link.target : undefined;
}

describe('applyChanges', () => {
  test.each([undefined, 'ObjectCreated:PutObject'])('moves aliases after uploads, with the event %s', async (event) => {
    await upload('1.9.0', '1.10.0');
    const change = { key: fileOf('1.10.0'), ...(event !== undefined && { event }) };
    const applied = await applyChanges({ store, rules, changes: [change] });
    expect(applied).toMatchObject({ failed: 0, aliases: [{ alias: LATEST, action: 'pointed' }, {}, {}] });
    expect(await targetOf(LATEST)).toBe(fileOf('1.10.0'));
  });

  test('moves them back after a removal', async () => {
    await upload('1.9.0', '1.10.0');
    await applyChanges({ store, rules, changes: [{ key: fileOf('1.10.0') }] });
    await store.send({ operation: 'DeleteObject', key: fileOf('1.10.0') });
    const event = 'ObjectRemoved:DeleteObject';
    await applyChanges({ store, rules, changes: [{ key: fileOf('1.10.0'), event }] });
    expect(await targetOf(LATEST)).toBe(fileOf('1.9.0'));
  });

  test('reports a failure of one alias, and moves the others', async () => {
    await upload('1.0.0');
    const failing: Store = {
      ...store,
      send: (request) =>
        request.operation === 'PutSymlink' && request.key === LATEST
          ? Promise.reject(new Error('disk on fire'))
          : store.send(request),
    };
    const applied: AppliedChanges = await applyChanges({ store: failing, rules, changes: [{ key: fileOf('1.0.0') }] });
    expect(applied.failed).toBe(1);
    expect(applied.aliases.find(({ action }) => action === 'failed')).toMatchObject({
      alias: LATEST,
      why: expect.stringContaining('disk on fire'),
    });
    expect(await targetOf('releases/app/v1/app.tgz')).toBe(fileOf('1.0.0'));
  });

  test('returns and logs why a key moves nothing', async () => {
    const log: LogEntry[] = [];
    const changes = [{ key: 'docs/index.html' }];
    expect(await applyChanges({ store, rules, changes, log: (entry) => log.push(entry) })).toEqual({
      aliases: [],
      failed: 0,
      skipped: [{ key: 'docs/index.html', why: 'no rule matches the key' }],
    });
    expect(log).toEqual([expect.objectContaining({ action: 'skipped', key: 'docs/index.html' })]);
  });

  test('begins no alias once it is aborted', async () => {
    await upload('1.0.0');
    const changes = [{ key: fileOf('1.0.0') }];
    expect((await applyChanges({ store, rules, changes, signal: AbortSignal.abort() })).aliases).toEqual([]);
    expect(await targetOf(LATEST)).toBeUndefined();
  });

  test('refuses a key that names no object', async () => {
    await expect(applyChanges({ store, rules, changes: [{ key: '' }] })).rejects.toMatchObject({ code: 'usage' });
  });
});

describe('handlers', () => {
  const hostFor = (lines: string[] = []) =>
    createHost({
      rules: APP_RULES,
      environment: {
        OSS_BUCKET: 'demo',
        OSS_REGION: oss.region,
        OSS_ENDPOINT: oss.endpoint,
        OSS_ACCESS_KEY_ID: oss.credentials.accessKeyId,
        OSS_ACCESS_KEY_SECRET: oss.credentials.accessKeySecret,
        AUTOALIAS_TOKEN: 'a-token-of-at-least-32-characters',
      },
      writeLog: (line) => lines.push(line),
    });
  const eventOf = (key: string) => ({
    events: [
      {
        eventName: 'ObjectCreated:PutObject',
        eventSource: 'acs:oss',
        eventTime: '2026-01-02T03:04:05.000Z',
        eventVersion: '1.0',
        oss: { bucket: { name: 'demo' }, object: { key } },
        region: 'cn-hangzhou',
      },
    ],
  });

  test('handleObjectEvents moves the aliases of an upload, and logs each decision', async () => {
    await upload('1.0.0');
    const lines: string[] = [];
    const host = hostFor(lines);
    expect(await handleObjectEvents(host, eventOf(fileOf('1.0.0')), {})).toEqual({
      changes: 1,
      skipped: 0,
      aliases: 3,
    });
    await host.close();
    expect(await targetOf(LATEST)).toBe(fileOf('1.0.0'));
    expect(lines.map((line) => JSON.parse(line))).toContainEqual(
      expect.objectContaining({ alias: LATEST, action: 'pointed' }),
    );
  });

  test('handleTimer repairs what events missed', async () => {
    await upload('1.0.0');
    const host = hostFor();
    const timer = { triggerTime: '2026-01-02T03:04:05Z', triggerName: 'sweep', payload: '' };
    expect(await handleTimer(host, timer, {})).toMatchObject([{ actions: { pointed: 3, failed: 0 } }]);
    await host.close();
    expect(await targetOf(LATEST)).toBe(fileOf('1.0.0'));
  });

  test('handleHttp answers', async () => {
    const host = hostFor();
    const request = { rawPath: '/v1/health', requestContext: { http: { method: 'GET' } } };
    expect(await handleHttp(host, request, {})).toMatchObject({ statusCode: 200, body: '{"ok":true}' });
    await host.close();
  });

  test('a host of another origin is refused', async () => {
    await expect(async () => handleTimer({ close: async () => {} }, {}, {})).rejects.toMatchObject({
      code: 'usage',
      message: expect.stringContaining('createHost'),
    });
  });

  test('without `environment` the host reads process.env', () => {
    const before = process.env.OSS_BUCKET;
    process.env.OSS_BUCKET = 'Not_A_Bucket';
    try {
      expect(() => createHost({ rules: APP_RULES })).toThrow(expect.objectContaining({ code: 'config-invalid' }));
    } finally {
      if (before === undefined) delete process.env.OSS_BUCKET;
      else process.env.OSS_BUCKET = before;
    }
  });
});
