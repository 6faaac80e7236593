import { afterEach, expect, test } from 'vitest';
import { handleObjectEvents } from '../../src/handlers/handle-object-events.ts';
import { type FunctionWorld, functionWorld, ossEvent } from './function-world.ts';

let world: FunctionWorld;
afterEach(() => world.close());

const app = (version: string) => `releases/app/${version}/f`;

test('an upload moves its aliases, and the log says so in one line each', async () => {
  world = await functionWorld();
  await world.put(app('1.10.0'));
  expect(await handleObjectEvents(world.host, ossEvent(app('1.10.0')), world.context)).toEqual({
    changes: 1,
    skipped: 0,
    aliases: 2,
  });
  expect(await world.target('releases/app/latest/f')).toBe(app('1.10.0'));
  expect(world.lines.map((line) => JSON.parse(line))).toMatchObject([
    { requestId: 'R1', alias: 'releases/app/latest/f', action: 'pointed', requests: 6, roundTrips: 3 },
    { requestId: 'R1', alias: 'releases/app/v1/f', action: 'pointed' },
  ]);
});

test('a damaged event fails the invocation by its path, and the rest of the batch is done', async () => {
  world = await functionWorld();
  await world.put(app('1.0.0'));
  const event = JSON.parse(ossEvent(app('1.0.0'), 'x').toString());
  event.events[1].oss.object.key = 5;
  await expect(handleObjectEvents(world.host, event, world.context)).rejects.toThrow(
    'events[1].oss.object.key: expected string, got number',
  );
  expect(await world.target('releases/app/latest/f')).toBe(app('1.0.0'));
});

test('an event of a bucket that cannot be fails the invocation, and the rest of the batch is done', async () => {
  world = await functionWorld();
  await world.put(app('1.0.0'));
  const event = JSON.parse(ossEvent('x', app('1.0.0')).toString());
  event.events[0].oss.bucket.name = 'Not_A_Bucket';
  await expect(handleObjectEvents(world.host, event, world.context)).rejects.toThrow(
    'events[0].oss.bucket.name: no bucket can have that name',
  );
  expect(await world.target('releases/app/latest/f')).toBe(app('1.0.0'));
});

test('a change that fails makes the invocation fail, and the others are done', async () => {
  world = await functionWorld();
  await world.put(app('1.0.0'));
  const event = JSON.parse(ossEvent(app('1.0.0'), app('1.0.0')).toString());
  event.events[1].oss.bucket.name = 'no-such-bucket';
  await expect(handleObjectEvents(world.host, event, world.context)).rejects.toMatchObject({
    code: 'changes-failed',
    message: expect.stringMatching(/^2 of 4 aliases failed: releases\/app\/latest\/f: .*NoSuchBucket/),
  });
  expect(await world.target('releases/app/latest/f')).toBe(app('1.0.0'));
});

test('alias writes are dropped by name', async () => {
  world = await functionWorld();
  const event = JSON.parse(ossEvent('releases/app/latest/f').toString());
  event.events[0].eventName = 'ObjectCreated:PutSymlink';
  expect(await handleObjectEvents(world.host, event, world.context)).toEqual({ changes: 0, skipped: 1, aliases: 0 });
});

test('without credentials nothing is asked', async () => {
  world = await functionWorld();
  await expect(handleObjectEvents(world.host, ossEvent(app('1.0.0')), { credentials: {} })).rejects.toThrow(
    'there are no credentials: the function has no role, and ALIBABA_CLOUD_ACCESS_KEY_ID and _SECRET are not set; give the function a role',
  );
});
