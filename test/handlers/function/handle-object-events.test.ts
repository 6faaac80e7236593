import { afterEach, expect, test } from 'vitest';
import { handleObjectEvents } from '../../../src/handlers/function/handle-object-events.ts';
import { handleTimer } from '../../../src/handlers/function/handle-timer.ts';
import { minioEvent } from '../../events/s3-record.ts';
import { type ScriptedServer, scriptedServer, stall } from '../../stores/oss/scripted-server.ts';
import { type FunctionWorld, functionWorld, ossEvent } from '../function-world.ts';
import { RULES } from '../handler-world.ts';

let world: FunctionWorld;
let server: ScriptedServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
  await world.close();
});

const GUARDED = RULES.replace('name: app', 'name: app\n    guard: true');

function app(version: string) {
  return `releases/app/${version}/f`;
}

test('an upload moves its aliases, with one line in the log for each', async () => {
  world = await functionWorld();
  await world.put(app('1.10.0'));
  expect(await handleObjectEvents(world.host, ossEvent(app('1.10.0')), world.context)).toEqual({
    changes: 1,
    skipped: 0,
    aliases: 2,
  });
  expect(await world.target('releases/app/latest/f')).toBe(app('1.10.0'));
  expect(world.lines.map((line) => JSON.parse(line))).toMatchObject([
    { requestId: 'R1', alias: 'releases/app/latest/f', action: 'pointed', requests: 8, roundTrips: 3 },
    { requestId: 'R1', alias: 'releases/app/v1/f', action: 'pointed' },
  ]);
});

test('the deletion of a winner whose group cannot be listed in time is left to the next sweep, and is a success', async () => {
  world = await functionWorld();
  for (const version of ['1.0.0', '1.1.0']) {
    await world.put(app(version));
    await handleObjectEvents(world.host, ossEvent(app(version)), world.context);
  }
  await world.put(app('1.0.5'));
  await world.store.send({ operation: 'DeleteObject', key: app('1.1.0') });
  world.lines.length = 0;
  const noTime = { ...Object(world.context), function: { name: 'object-events', timeout: 0 } };
  const removed = JSON.parse(ossEvent(app('1.1.0')).toString());
  removed.events[0].eventName = 'ObjectRemoved:DeleteObject';
  expect(await handleObjectEvents(world.host, removed, noTime)).toMatchObject({ changes: 1, aliases: 2 });
  const why = expect.stringContaining('left to the next sweep');
  expect(world.lines.map((line) => JSON.parse(line))).toMatchObject([
    { level: 'warn', alias: 'releases/app/latest/f', action: 'yielded', from: app('1.1.0'), to: app('1.0.0'), why },
    { level: 'warn', alias: 'releases/app/v1/f', action: 'yielded', from: app('1.1.0'), to: app('1.0.0'), why },
  ]);
  // Readers get a former target until the sweep.
  expect(await world.target('releases/app/latest/f')).toBe(app('1.0.0'));
  await handleTimer(world.host, timerEvent(), world.context);
  expect(await world.target('releases/app/latest/f')).toBe(app('1.0.5'));
});

/** The event of the timer that starts a sweep. */
function timerEvent(): Buffer {
  return Buffer.from(JSON.stringify({ triggerTime: '2026-11-28T12:00:00Z', triggerName: 'sweep', payload: '' }));
}

test('S3 events move aliases too: of an upload, and of a lifecycle rule', async () => {
  world = await functionWorld();
  const send = (name: string, key: string) =>
    handleObjectEvents(world.host, Buffer.from(JSON.stringify(minioEvent(name, key))), world.context);
  for (const key of [app('1.9.0'), app('1.10.0+build.5')]) {
    await world.put(key);
    expect(await send('s3:ObjectCreated:Put', key)).toEqual({ changes: 1, skipped: 0, aliases: 2 });
  }
  expect(await world.target('releases/app/latest/f')).toBe(app('1.10.0+build.5'));
  await world.store.send({ operation: 'DeleteObject', key: app('1.10.0+build.5') });
  await send('s3:LifecycleExpiration:Delete', app('1.10.0+build.5'));
  expect(await world.target('releases/app/latest/f')).toBe(app('1.9.0'));
});

const HOUR = 3_600_000;

/** An upload of one release, whose event has this time. */
function eventAt(eventTime: unknown, eventName = 'ObjectCreated:PutObject') {
  const event = JSON.parse(ossEvent(app('1.10.0')).toString());
  Object.assign(event.events[0], { eventTime, eventName });
  return event;
}

test.each<[name: string, time: unknown, least: number | undefined]>([
  ['an event of an hour ago', new Date(Date.now() - HOUR).toISOString(), HOUR],
  ['an event of a clock that is ahead', new Date(Date.now() + HOUR).toISOString(), 0],
  ['a text that is not a time', 'yesterday', undefined],
  ['no time', undefined, undefined],
])('the lag of %s is the time until the alias was written', async (_, time, least) => {
  world = await functionWorld();
  await world.put(app('1.10.0'));
  await handleObjectEvents(world.host, eventAt(time), world.context);
  const [{ lag, action }] = world.lines.map((line) => JSON.parse(line));
  expect([action, lag === undefined ? undefined : Math.floor(lag / HOUR) * HOUR]).toEqual(['pointed', least]);
  expect(Number.isInteger(lag ?? 0)).toBe(true);
});

test('only the line of an alias that was written has a lag', async () => {
  world = await functionWorld();
  await world.put(app('1.10.0'));
  await handleObjectEvents(world.host, eventAt('2026-11-20T12:00:00.000Z'), world.context);
  await handleObjectEvents(world.host, eventAt('2026-11-20T12:00:00.000Z'), world.context);
  const lines = world.lines.map((line) => JSON.parse(line));
  expect(lines.map(({ action, lag }) => [action, lag > 0])).toEqual([
    ['pointed', true],
    ['pointed', true],
    ['unchanged', false],
    ['unchanged', false],
  ]);
});

test('a malformed event fails the invocation and names its path; the others are handled', async () => {
  world = await functionWorld();
  await world.put(app('1.0.0'));
  const event = JSON.parse(ossEvent(app('1.0.0'), 'x').toString());
  event.events[1].oss.object.key = 5;
  await expect(handleObjectEvents(world.host, event, world.context)).rejects.toThrow(
    'events[1].oss.object.key: expected string, got number',
  );
  expect(await world.target('releases/app/latest/f')).toBe(app('1.0.0'));
});

test('an event of an invalid bucket name fails the invocation; the others are handled', async () => {
  world = await functionWorld();
  await world.put(app('1.0.0'));
  const event = JSON.parse(ossEvent('x', app('1.0.0')).toString());
  event.events[0].oss.bucket.name = 'Not_A_Bucket';
  await expect(handleObjectEvents(world.host, event, world.context)).rejects.toThrow(
    'events[0].oss.bucket.name: not a valid bucket name',
  );
  expect(await world.target('releases/app/latest/f')).toBe(app('1.0.0'));
});

test('a change that fails makes the invocation fail; the others are handled', async () => {
  world = await functionWorld({ OSS_BUCKET: 'demo,no-such-bucket' });
  await world.put(app('1.0.0'));
  const event = JSON.parse(ossEvent(app('1.0.0'), app('1.0.0')).toString());
  event.events[1].oss.bucket.name = 'no-such-bucket';
  await expect(handleObjectEvents(world.host, event, world.context)).rejects.toMatchObject({
    code: 'changes-failed',
    message: expect.stringMatching(/^2 of 4 aliases failed: releases\/app\/latest\/f: .*NoSuchBucket/),
  });
  expect(await world.target('releases/app/latest/f')).toBe(app('1.0.0'));
});

/** A function whose store never answers, and the number of connections to that store. */
async function deafWorld(variables: Record<string, string> = {}) {
  server = await scriptedServer([stall]);
  world = await functionWorld({ OSS_ENDPOINT: server.origin, ...variables }, GUARDED);
  return server.connections;
}

function ofBucket(bucket: string, eventName: string, key: string) {
  const [one] = JSON.parse(ossEvent(key).toString()).events;
  return { ...one, eventName, oss: { ...one.oss, bucket: { ...one.oss.bucket, name: bucket } }, region: 'us-west-1' };
}

function queued(events: readonly object[]): string {
  return Buffer.from(JSON.stringify({ events })).toString('base64');
}

/** Each shape in which an event can name a bucket. */
const SHAPES: readonly (readonly [string, (events: readonly { eventName: string }[]) => unknown])[] = [
  ['an OSS trigger', (events) => ({ events })],
  [
    'EventBridge',
    (events) => events.map((data) => ({ specversion: '1.0', type: `oss:${data.eventName}`, source: 'oss', data })),
  ],
  ['SMQ', queued],
  ['SMQ through a topic', (events) => ({ Message: queued(events) })],
  [
    'SMQ through EventBridge',
    (events) => [{ specversion: '1.0', type: 'mns:Queue:SendMessage', data: { messageBody: queued(events) } }],
  ],
];

test.each(SHAPES)('%s: an event of another bucket is skipped without a request, and logged once', async (_, shape) => {
  const asked = await deafWorld();
  const foreign = [
    ofBucket('payroll-prod', 'ObjectCreated:PutObject', app('1.0.0')),
    ofBucket('payroll-prod', 'ObjectCreated:PutSymlink', 'releases/app/latest/f'),
    ofBucket('payroll-prod', 'ObjectRemoved:DeleteObject', app('1.0.0')),
    ofBucket('payroll-test', 'ObjectCreated:GetObject', app('1.0.0')),
  ];
  const event = Buffer.from(JSON.stringify(shape(foreign)));
  const nothing = { changes: 0, skipped: 4, aliases: 0 };
  expect(await handleObjectEvents(world.host, event, world.context)).toEqual(nothing);
  expect(await handleObjectEvents(world.host, event, world.context)).toEqual(nothing);
  expect(asked()).toBe(0);
  expect(world.lines.map((line) => JSON.parse(line))).toEqual(
    ['payroll-prod', 'payroll-test'].map((bucket) => ({
      requestId: 'R1',
      level: 'warn',
      bucket,
      action: 'skipped',
      why: 'OSS_BUCKET does not name this bucket; only demo is served. Further events of it are skipped without a log line',
    })),
  );
});

test.each(SHAPES)('%s: an event of the served bucket is handled next to one of another bucket', async (_, shape) => {
  world = await functionWorld();
  await world.put(app('1.0.0'));
  const events = [
    ofBucket('payroll-prod', 'ObjectCreated:PutObject', app('2.0.0')),
    ofBucket('demo', 'ObjectCreated:PutObject', app('1.0.0')),
  ];
  expect(await handleObjectEvents(world.host, Buffer.from(JSON.stringify(shape(events))), world.context)).toEqual({
    changes: 1,
    skipped: 1,
    aliases: 2,
  });
  expect(await world.target('releases/app/latest/f')).toBe(app('1.0.0'));
});

test('logs at most a hundred buckets that are not served', async () => {
  world = await functionWorld();
  const events = Array.from({ length: 1000 }, (_, i) => ofBucket(`other-${i}`, 'ObjectCreated:PutObject', 'x'));
  expect(await handleObjectEvents(world.host, { events }, world.context)).toMatchObject({ changes: 0, skipped: 1000 });
  expect(world.lines).toHaveLength(100);
});

test('handles no event if no bucket is configured', async () => {
  const asked = await deafWorld({ OSS_BUCKET: '' });
  await expect(handleObjectEvents(world.host, ossEvent(app('1.0.0')), world.context)).rejects.toMatchObject({
    code: 'config-invalid',
    message: expect.stringMatching(/^OSS_BUCKET is not set: /),
  });
  expect(asked()).toBe(0);
});

test('20,000 malformed events give a bounded message and a bounded log', async () => {
  world = await functionWorld();
  const events = Array.from({ length: 20_000 }, () => ({ eventName: 'ObjectCreated:PutObject', oss: { bucket: {} } }));
  const error = await handleObjectEvents(world.host, { events }, world.context).catch((thrown: Error) => thrown);
  expect(error).toMatchObject({ code: 'event-malformed' });
  const { message } = error as Error;
  expect(message.length).toBeLessThan(10_000);
  expect(message).toMatch(/^events\[0\]\.oss\.bucket\.name: expected string, got nothing; .*; and 19980 more$/);
  expect(world.lines).toHaveLength(101);
  expect(JSON.parse(world.lines.at(-1) ?? '')).toEqual({
    level: 'error',
    action: 'malformed',
    why: '19900 more events of this kind are not logged',
  });
});

test.each([
  ['a field name', { ['x'.repeat(1_000_000)]: 1 }],
  ['a path', { events: [{ eventName: 'ObjectCreated:PutObject', oss: 1 }], ['y'.repeat(1_000_000)]: 1 }],
  ['an event name', { events: [{ eventName: 'z'.repeat(1_000_000) }] }],
  ['a key', { events: [ofBucket('demo', 'ObjectCreated:PutObject', 'k'.repeat(1_000_000))] }],
  ['a bucket', { events: [ofBucket('b'.repeat(1_000_000), 'ObjectCreated:PutObject', 'k')] }],
])('%s of a megabyte is not repeated in the message', async (_, event) => {
  world = await functionWorld();
  const ended = await handleObjectEvents(world.host, event, world.context).catch((thrown: Error) => thrown.message);
  expect(JSON.stringify(ended).length).toBeLessThan(1000);
  expect(world.lines.join('').length).toBeLessThan(5000);
});

test('20,000 events that ask for nothing give a bounded log', async () => {
  world = await functionWorld();
  const events = Array.from({ length: 20_000 }, () => ofBucket('demo', 'ObjectDownloaded:GetObject', 'k'));
  expect(await handleObjectEvents(world.host, { events }, world.context)).toMatchObject({ skipped: 20_000 });
  expect(world.lines).toHaveLength(101);
});

test('skips events of alias writes by their name', async () => {
  world = await functionWorld();
  const event = JSON.parse(ossEvent('releases/app/latest/f').toString());
  event.events[0].eventName = 'ObjectCreated:PutSymlink';
  expect(await handleObjectEvents(world.host, event, world.context)).toEqual({ changes: 0, skipped: 1, aliases: 0 });
});

test('sends no request without credentials', async () => {
  world = await functionWorld();
  await expect(handleObjectEvents(world.host, ossEvent(app('1.0.0')), { credentials: {} })).rejects.toThrow(
    'there are no credentials: the function has no role, and ALIBABA_CLOUD_ACCESS_KEY_ID and _SECRET are not set; give the function a role',
  );
});
