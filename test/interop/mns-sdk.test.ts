import { createRequire } from 'node:module';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { queueEvent } from '../../src/cli/invoke/queue-event.ts';
import type { Cloud } from '../../src/local/cloud/cloud-options.ts';
import { type CloudRig, openCloudRig, untilQueue } from '../local/cloud-rig.ts';

/** The vendor's client of Simple Message Queue, unchanged. Function Compute has the same version built in. */
const mns = createRequire(import.meta.url)('ali-mns') as MnsSdk;

/** The part of `ali-mns` that is used. Its own types do not compile. */
interface MnsSdk {
  readonly Account: new (
    accountId: string,
    id: string,
    secret: string,
  ) => {
    /** It sends statistics to Google otherwise. */
    setGA(isOn: boolean): void;
  };
  readonly MQBatch: new (name: string, account: object, region: string) => Queue;
  readonly MNS: new (account: object, region: string) => { listP(prefix?: string): Promise<unknown> };
}

interface Queue {
  getAttrsP(): Promise<unknown>;
  peekP(most: number): Promise<unknown>;
  recvP(wait: number, most: number): Promise<unknown>;
  reserveP(handle: string, seconds: number): Promise<unknown>;
  deleteP(handles: readonly string[]): Promise<unknown>;
  sendP(text: string): Promise<unknown>;
}

const message = z.object({ MessageId: z.string(), MessageBody: z.string(), DequeueCount: z.string() });
const peeked = z.object({ Messages: z.object({ Message: z.array(message) }) });
const received = z.object({ Messages: z.object({ Message: z.array(message.extend({ ReceiptHandle: z.string() })) }) });
const failed = z.object({ requestContext: z.object({ functionArn: z.string() }), requestPayload: z.string() });
const changed = z.object({ ChangeVisibility: z.object({ ReceiptHandle: z.string() }) });

const KEYS = { accessKeyId: 'autoalias', accessKeySecret: 'autoalias-secret' };
const ACCOUNT = '1000000000000000';
let rig: CloudRig;
let cloud: Cloud;
beforeAll(async () => {
  rig = await openCloudRig();
  ({ cloud } = await rig.start('data', { maxAsyncRetryAttempts: 0 }));
  const target = { url: cloud.api, isLocal: true, region: 'cn-hangzhou', accountId: ACCOUNT, credentials: KEYS };
  for (const event of ['{"not":"an event"}', '{"nor":"this"}', '{"é":1}']) {
    await queueEvent(target, { functionName: 'object-events', qualifier: null, event });
  }
  await untilQueue(cloud, ({ dead }) => dead === 3);
});
afterAll(async () => {
  await rig.close();
  await rig.remove();
});

function account({ accessKeyId, accessKeySecret } = KEYS) {
  const created = new mns.Account(ACCOUNT, accessKeyId, accessKeySecret);
  created.setGA(false);
  return created;
}

/** The SDK builds the URLs of the vendor. Only their host is replaced. */
function atCloud<T extends object>(client: T): T {
  const urls = client as Record<string, unknown>;
  for (const name of ['_url', '_urlAttr']) {
    const url = urls[name];
    if (typeof url === 'string') urls[name] = url.replace(/^http:\/\/[^/]+/, cloud.api);
  }
  return client;
}

const open = (name = 'autoalias-failed-events', keys = KEYS) =>
  atCloud(new mns.MQBatch(name, account(keys), 'hangzhou'));

test('lists the queue and its attributes', async () => {
  const listed = await atCloud(new mns.MNS(account(), 'hangzhou')).listP('autoalias');
  expect(listed).toMatchObject({ Queues: { Queue: { QueueURL: `${cloud.api}/queues/autoalias-failed-events` } } });
  expect(await open().getAttrsP()).toMatchObject({
    Queue: { QueueName: 'autoalias-failed-events', ActiveMessages: '3', InactiveMessages: '0' },
  });
});

test('peeks, receives, holds and deletes messages', async () => {
  const queue = open();
  const bodies = peeked
    .parse(await queue.peekP(16))
    .Messages.Message.map(({ MessageBody }) => failed.parse(JSON.parse(MessageBody)));
  expect(bodies.map(({ requestPayload }) => requestPayload).toSorted()).toEqual([
    ...['{"nor":"this"}', '{"not":"an event"}', '{"é":1}'],
  ]);
  expect(new Set(bodies.map(({ requestContext }) => requestContext.functionArn))).toEqual(
    new Set([`acs:fc:cn-hangzhou:${ACCOUNT}:functions/object-events`]),
  );
  const [one, ...others] = received.parse(await queue.recvP(1, 16)).Messages.Message;
  expect([one?.DequeueCount, others.length]).toEqual(['1', 2]);
  await expect(queue.recvP(0, 16)).rejects.toMatchObject({ Error: { Code: 'MessageNotExist' } });
  const { ReceiptHandle } = changed.parse(await queue.reserveP(one?.ReceiptHandle ?? '', 60)).ChangeVisibility;
  await queue.deleteP([ReceiptHandle, ...others.slice(0, 1).map((other) => other.ReceiptHandle)]);
  expect(cloud.stats().queue.dead).toBe(1);
  await queue.reserveP(others[1]?.ReceiptHandle ?? '', 1);
  const left = received.parse(await queue.recvP(5, 16)).Messages.Message;
  expect(left).toMatchObject([{ DequeueCount: '2' }]);
});

test('gets the errors of the service', async () => {
  await expect(open('other').getAttrsP()).rejects.toMatchObject({ Error: { Code: 'QueueNotExist' } });
  const wrong = open('autoalias-failed-events', { ...KEYS, accessKeySecret: 'x' });
  await expect(wrong.getAttrsP()).rejects.toMatchObject({ Error: { Code: 'SignatureDoesNotMatch' } });
  await expect(open().sendP('hello')).rejects.toMatchObject({ Error: { Code: 'AccessDenied' } });
});
