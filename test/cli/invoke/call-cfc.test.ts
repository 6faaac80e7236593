import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OUTPUT_SCHEMAS } from '../../../src/cli/output/output-schemas.ts';
import { decodeEvents } from '../../../src/events/decode-events.ts';
import { type FakeBaidu, startFakeBaidu } from '../cfc/fake-baidu.ts';
import { json, run } from '../run.ts';

const KEYS = { accessKeyId: 'ak', accessKeySecret: 'sk' };
const ENV = { BCE_ACCESS_KEY_ID: 'ak', BCE_SECRET_ACCESS_KEY: 'sk', BOS_BUCKET: 'my-bucket', BOS_REGION: 'bj' };

let baidu: FakeBaidu;
beforeEach(async () => {
  baidu = await startFakeBaidu(KEYS);
  for (const name of ['autoalias-sweep', 'cfc-http', 'autoalias-object-events'])
    baidu.results.set(name, { body: null });
  for (const name of ['autoalias-object-events', 'autoalias-sweep', 'cfc-http']) {
    baidu.functions.set(name, { configuration: {}, files: {} });
  }
});
afterEach(() => baidu.close());

const invoke = (args: readonly string[], env: Readonly<Record<string, string>> = ENV) =>
  run(['invoke', ...args, '--cloud', 'baidu', '--cfc-endpoint', baidu.url], env);

describe('the event of a trigger', () => {
  test.each([
    [[], 'ObjectCreated:PutObject'],
    [['--deleted'], 'ObjectRemoved:DeleteObject'],
  ])('object-events %j', async (args, name) => {
    baidu.results.set('autoalias-object-events', { body: { changes: 1 } });
    const { exitCode, out } = await invoke([
      ...['object-events', '--name', 'autoalias-object-events', '--key', 'releases/a b/1.0.0/ä.tgz'],
      ...args,
    ]);
    expect([exitCode, out]).toEqual([
      0,
      expect.stringMatching(/^autoalias-object-events: request .*\n\{"changes":1\}\n$/),
    ]);
    const [call] = baidu.invocations;
    expect(call?.query).toBe('invocationType=RequestResponse&logType=Tail');
    expect(decodeEvents(call?.event)).toMatchObject({
      changes: [{ source: 'bos', bucket: 'my-bucket', key: 'releases/a b/1.0.0/ä.tgz', event: name }],
    });
  });

  test('sweep', async () => {
    await invoke(['sweep', '--name', 'autoalias-sweep', '--qualifier', '3']);
    expect(baidu.invocations).toEqual([
      { name: 'autoalias-sweep', query: 'invocationType=RequestResponse&logType=Tail&Qualifier=3', event: {} },
    ]);
  });

  test('http has the form of the HTTP trigger, and the functions of this machine have other names', async () => {
    baidu.results.set('cfc-http', { body: { statusCode: 404, body: 'no' } });
    const { exitCode, out } = await invoke(['http', '--path', '/v1/status?prefix=a%2F', '--token', 'x'.repeat(32)]);
    expect([exitCode, out]).toEqual([1, expect.stringMatching(/\n404 no\n$/)]);
    expect(baidu.invocations[0]?.event).toMatchObject({
      path: '/v1/status',
      httpMethod: 'GET',
      headers: { authorization: `Bearer ${'x'.repeat(32)}` },
      queryStringParameters: { prefix: 'a/' },
    });
  });
});

test('--async queues the event', async () => {
  const { out } = await invoke(['sweep', '--name', 'autoalias-sweep', '--async']);
  expect(out).toMatch(/, queued\n$/);
  expect(baidu.invocations[0]?.query).toBe('invocationType=Event&logType=None');
});

test('an error of the function has type, message and log', async () => {
  const body = { errorType: 'AutoaliasError', errorMessage: 'BOS_BUCKET is not set' };
  baidu.results.set('autoalias-sweep', { error: 'Unhandled', body });
  const { exitCode, out } = await invoke(['sweep', '--name', 'autoalias-sweep']);
  expect([exitCode, out]).toEqual([
    1,
    expect.stringMatching(/failed with Unhandled\nAutoaliasError: BOS_BUCKET is not set\n\na line\n$/),
  ]);
});

test('the JSON output has the form of its schema', async () => {
  const printed = json(await invoke(['sweep', '--name', 'autoalias-sweep', '--json']));
  expect(OUTPUT_SCHEMAS.invoke?.safeParse(printed).error).toBeUndefined();
});

test.each<[args: readonly string[], env: Readonly<Record<string, string>>, exitCode: number, message: RegExp]>([
  [['sweep', '--name', 'none'], ENV, 1, /CFC at http.* did not run none: status 404, .*; check --name, --qualifier/],
  [
    ['sweep', '--name', 'autoalias-sweep'],
    { ...ENV, BCE_SECRET_ACCESS_KEY: 'no' },
    1,
    /status 403, .*SignatureDoesNotMatch/,
  ],
  [['sweep', '--event', 'package.json', '--key', 'a'], ENV, 2, /--event is the whole event/],
  [['sweep', '--event', 'LICENSE'], ENV, 2, /the event is not JSON, and CFC accepts nothing else/],
  [['object-events'], ENV, 2, /name it with --key/],
])('%j is refused', async (args, env, exitCode, message) => {
  expect(await invoke(args, env)).toMatchObject({ exitCode, err: expect.stringMatching(message) });
});

test('a region without credentials is refused', async () => {
  const { exitCode, err } = await run(['invoke', 'sweep', '--cloud', 'baidu', '--region', 'bj']);
  expect([exitCode, err]).toEqual([2, expect.stringMatching(/set BCE_ACCESS_KEY_ID and BCE_SECRET_ACCESS_KEY/)]);
});
