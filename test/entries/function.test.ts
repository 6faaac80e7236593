import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  createHttpHandler,
  createObjectEventsHandler,
  createTimerHandler,
  type HostOptions,
} from '../../src/entries/function.ts';
import { createOssStore, type Store } from '../../src/entries/store.ts';
import { type EmbeddedOss, startOss } from '../../src/entries/testing.ts';
import { APP_RULES, fileOf, LATEST } from './app-rules.ts';

let oss: EmbeddedOss;
let store: Store;
let options: HostOptions;
beforeAll(async () => {
  oss = await startOss();
  store = createOssStore({ ...oss, bucket: 'demo' });
  options = {
    rules: APP_RULES,
    environment: {
      OSS_BUCKET: 'demo',
      OSS_ENDPOINT: oss.endpoint,
      AUTOALIAS_TOKEN: 'a-token-of-at-least-32-characters',
    },
    writeLog: () => {},
  };
});
afterAll(async () => {
  await store.close();
  await oss.close();
});

/** The context of Function Compute: the region, and the credentials of the function's role. */
function context() {
  return { requestId: 'r', region: oss.region, credentials: oss.credentials };
}

test('a handler takes the event as bytes, and credentials from the context', async () => {
  const key = fileOf('1.0.0');
  await store.send({ operation: 'PutObject', key, body: Buffer.from('one') });
  const record = { eventName: 'ObjectCreated:PutObject', eventSource: 'acs:oss', region: oss.region };
  const event = { events: [{ ...record, oss: { bucket: { name: 'demo' }, object: { key } } }] };
  const handler = createObjectEventsHandler(options);
  expect(await handler(Buffer.from(JSON.stringify(event)), context())).toMatchObject({ aliases: 3 });
  expect(await store.send({ operation: 'GetSymlink', key: LATEST })).toMatchObject({ target: key });
});

test('the handler of a timer sweeps', async () => {
  const event = { triggerTime: '2026-01-02T03:04:05Z', triggerName: 'sweep', payload: '' };
  expect(await createTimerHandler(options)(event, context())).toMatchObject([{ actions: { failed: 0 } }]);
});

test('the handler of an HTTP trigger answers', async () => {
  const event = { rawPath: '/v1/health', requestContext: { http: { method: 'GET' } } };
  expect(await createHttpHandler(options)(event, context())).toMatchObject({ statusCode: 200 });
});

test('invalid rules fail the invocation, with file and line', async () => {
  const handler = createTimerHandler({ ...options, rules: 'version: 2\n' });
  const event = { triggerTime: '2026-01-02T03:04:05Z', triggerName: 'sweep', payload: '' };
  await expect(handler(event, context())).rejects.toMatchObject({
    code: 'rules-invalid',
    message: expect.stringContaining('autoalias.yaml:1:'),
  });
});
