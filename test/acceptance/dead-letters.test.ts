import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import type { Delivery } from '../../src/local/queue/invocation.ts';
import {
  askJson,
  type CloudRig,
  openCloudRig,
  putKey,
  quiet,
  targetAt,
  until,
  untilQueue,
} from '../local/cloud-rig.ts';

/**
 * Tests an event that keeps failing in a running local cloud. It ends in the failure destination with its reason, does
 * not delay other events, and can be replayed. The functions are the shipped ones, but one of them fails for this
 * event.
 */
let rig: CloudRig;
beforeAll(async () => {
  rig = await openCloudRig();
});
afterEach(() => rig.close());
afterAll(() => rig.remove());

const POISON = 'releases/app/6.6.6/app.tgz';

/**
 * Replaces the shipped function by one that fails for one event. The first attempt fails at once. Later attempts wait
 * until `open` is called, and then fail. After `fix`, the event succeeds.
 */
async function spoilFunction(): Promise<{ open(): Promise<void>; fix(): Promise<void> }> {
  const folder = join(rig.root, 'functions');
  const file = (name: string): string => join(rig.root, name);
  await rename(join(folder, 'object-events.mjs'), join(folder, 'shipped.mjs'));
  await writeFile(
    join(folder, 'object-events.mjs'),
    `import { existsSync } from 'node:fs';
    import { setTimeout } from 'node:timers/promises';
    import { handler as shipped } from ${JSON.stringify(pathToFileURL(join(folder, 'shipped.mjs')).href)};
    const is = (name) => existsSync(${JSON.stringify(`${rig.root}/`)} + name);
    export const handler = async (event, context) => {
      if (!event.toString().includes(${JSON.stringify(POISON)}) || is('fixed')) return shipped(event, context);
      while (context.retryCount > 0 && !is('open')) await setTimeout(10);
      throw new RangeError('no release may be called 6.6.6');
    };`,
  );
  return {
    open: () => writeFile(file('open'), ''),
    fix: () => writeFile(file('fixed'), ''),
  };
}

const lettersSchema = z.object({
  deadLetters: z.array(
    z.object({
      id: z.string(),
      reason: z.string(),
      failedAt: z.number(),
      invocation: z.object({ key: z.string(), eventName: z.string(), payload: z.string(), functionErrors: z.number() }),
    }),
  ),
});

test('an event that keeps failing does not delay others, is listed with its reason, and can be replayed', async () => {
  const { open, fix } = await spoilFunction();
  const deliveries: Delivery[] = [];
  const fields = { maxAsyncRetryAttempts: 2, delivered: (delivery: Delivery) => deliveries.push(delivery) };
  const first = await rig.start('data', fields);
  const letters = async (cloud = first.cloud) =>
    lettersSchema.parse(await askJson(cloud, '/local/dead-letters')).deadLetters;

  await putKey(first.store, POISON);
  await untilQueue(first.cloud, ({ later }) => later === 1);
  // Events for the same alias as the failing event, for other aliases of the rule, and for other applications.
  const others = [
    ...Array.from({ length: 20 }, (_, i) => `releases/app/5.${i}.0/app.tgz`),
    ...Array.from({ length: 40 }, (_, i) => `releases/app-${i}/1.0.0/app.tgz`),
  ];
  for (const key of others) await putKey(first.store, key);
  // `open` does not exist yet, so the failing event stays in its second attempt, or waits for it, until all other
  // events are handled.
  await until(() => deliveries.filter(({ outcome }) => outcome === 'succeeded').length === others.length);
  expect(deliveries.filter(({ key }) => key === POISON)).toMatchObject([{ attempt: 1, outcome: 'to-be-retried' }]);
  const handled = deliveries.filter(({ key }) => key !== POISON);
  expect(handled.map(({ key }) => key).sort()).toEqual([...others].sort());
  expect(handled.filter(({ attempt }) => attempt !== 1)).toEqual([]);
  expect(first.cloud.stats()).toMatchObject({ queue: { dead: 0 } });
  expect(await letters()).toEqual([]);
  // Only the change of the failing event is missing.
  expect(await targetAt(first.store, 'releases/app-39/latest/app.tgz')).toBe('releases/app-39/1.0.0/app.tgz');
  expect(await targetAt(first.store, 'releases/app/v5/app.tgz')).toBe('releases/app/5.19.0/app.tgz');
  expect(await targetAt(first.store, 'releases/app/v6/app.tgz')).toBe('none');

  await open();
  await untilQueue(first.cloud, ({ dead }) => dead === 1);
  await quiet(first.cloud);
  const [letter, ...more] = await letters();
  expect(more).toEqual([]);
  expect(letter).toMatchObject({
    reason: 'failed 3 times: RangeError: no release may be called 6.6.6',
    invocation: { key: POISON, eventName: 'ObjectCreated:PutObject', functionErrors: 3 },
  });
  expect(JSON.parse(letter?.invocation.payload ?? '')).toMatchObject({
    events: [{ oss: { object: { key: POISON } } }],
  });
  expect(deliveries.filter(({ key }) => key === POISON).map(({ attempt, outcome }) => [attempt, outcome])).toEqual([
    [1, 'to-be-retried'],
    [2, 'to-be-retried'],
    [3, 'dead'],
  ]);
  expect(await askJson(first.cloud, '/local/events')).toMatchObject({
    deliveries: [{ key: POISON, outcome: 'dead', error: letter?.reason }, {}, ...Array(others.length + 1).fill({})],
  });

  // The dead letter survives a restart.
  await rig.close();
  const { cloud, store } = await rig.start('data', fields);
  expect(await letters(cloud)).toEqual([letter]);
  const replay = (id = '') => askJson(cloud, `/local/dead-letters/${id}/replay`, { method: 'POST' });

  // If it is replayed before its cause is fixed, it fails again under a new id. The old id no longer exists.
  await replay(letter?.id);
  await untilQueue(cloud, ({ dead }) => dead === 1);
  const [again] = await letters(cloud);
  expect(again).toMatchObject({ reason: letter?.reason, invocation: { key: POISON } });
  expect(again?.id).not.toBe(letter?.id);
  expect(await replay(letter?.id)).toMatchObject({ error: { code: 'not-found' } });

  await fix();
  expect(await replay(again?.id)).toEqual({ replayed: again?.id });
  await quiet(cloud);
  expect(deliveries.at(-1)).toMatchObject({ key: POISON, attempt: 1, outcome: 'succeeded' });
  expect(await letters(cloud)).toEqual([]);
  expect(cloud.stats()).toMatchObject({ queue: { ready: 0, later: 0, dead: 0 } });
  expect(await targetAt(store, 'releases/app/v6/app.tgz')).toBe(POISON);
  expect(await targetAt(store, 'releases/app/latest/app.tgz')).toBe(POISON);
});
