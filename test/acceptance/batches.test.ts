import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { eachLimited } from '../../src/handlers/work/concurrency.ts';
import type { Delivery } from '../../src/local/queue/invocation.ts';
import { askJson, type CloudRig, openCloudRig, putKey, quiet, targetAt, untilQueue } from '../local/cloud-rig.ts';

/**
 * Tests a batch with one event that keeps failing. The event stream delivers the same batch again, and all its events
 * become dead letters, although the function handled the others every time.
 */
let rig: CloudRig;
beforeAll(async () => {
  rig = await openCloudRig();
});
afterEach(() => rig.close());
afterAll(() => rig.remove());

const POISON = 'releases/app/6.6.6/app.tgz';
const OTHERS = ['a', 'b', 'c', 'd'].map((name) => `releases/${name}/1.0.0/app.tgz`);

/** Replaces the shipped function by one that fails after its work, while a batch contains the event. */
async function spoilFunction(): Promise<() => Promise<void>> {
  const folder = join(rig.root, 'functions');
  const fixed = join(rig.root, 'fixed');
  await rename(join(folder, 'object-events.mjs'), join(folder, 'shipped.mjs'));
  await writeFile(
    join(folder, 'object-events.mjs'),
    `import { existsSync } from 'node:fs';
    import { handler as shipped } from ${JSON.stringify(pathToFileURL(join(folder, 'shipped.mjs')).href)};
    export const handler = async (event, context) => {
      const result = await shipped(event, context);
      if (event.toString().includes(${JSON.stringify(POISON)}) && !existsSync(${JSON.stringify(fixed)})) {
        throw new RangeError('no release may be called 6.6.6');
      }
      return result;
    };`,
  );
  return () => writeFile(fixed, '');
}

const lettersSchema = z.object({
  deadLetters: z.array(z.object({ id: z.string(), reason: z.string(), invocation: z.object({ key: z.string() }) })),
});

test('one bad event makes all events of its batch dead letters, and all can be replayed', async () => {
  const fix = await spoilFunction();
  const deliveries: Delivery[] = [];
  const { cloud, store } = await rig.start('data', {
    events: 'smq',
    batch: 5,
    maxAsyncRetryAttempts: 1,
    delivered: (delivery) => deliveries.push(delivery),
  });
  await eachLimited([POISON, ...OTHERS], 5, async (key) => void (await putKey(store, key)));
  await untilQueue(cloud, ({ dead, ready, later }) => dead > 0 && ready + later === 0);
  for (const key of OTHERS) expect(await targetAt(store, key.replace('1.0.0', 'latest'))).toBe(key);

  const ofPoison = deliveries.filter(({ key }) => key === POISON);
  expect(ofPoison.map(({ outcome }) => outcome)).toEqual(['to-be-retried', 'dead']);
  // A slow machine can spread the uploads over several batches. The batch stays the same in each try.
  const [size = 1, ...sizes] = ofPoison.map(({ mergedEvents }) => mergedEvents ?? 1);
  expect(sizes).toEqual([size]);
  const { deadLetters } = lettersSchema.parse(await askJson(cloud, '/local/dead-letters'));
  expect(deadLetters).toHaveLength(size);
  expect(deadLetters.map(({ invocation }) => invocation.key)).toContain(POISON);
  expect(new Set(deadLetters.map(({ reason }) => reason))).toEqual(
    new Set(['failed 2 times: RangeError: no release may be called 6.6.6']),
  );

  await fix();
  for (const { id } of deadLetters) await askJson(cloud, `/local/dead-letters/${id}/replay`, { method: 'POST' });
  await quiet(cloud);
  expect(cloud.stats()).toMatchObject({ queue: { ready: 0, later: 0, dead: 0 } });
  expect(await targetAt(store, 'releases/app/latest/app.tgz')).toBe(POISON);
});
