import { describe, expect, test } from 'vitest';
import { sweep } from '../../../src/handlers/walk/sweep.ts';
import { seededRandom } from '../../rules/seeded-random.ts';
import { handlerWorld } from '../handler-world.ts';
import { Crash, type SplitWorldOptions, splitWorld } from './split-world.ts';

const RULES = `version: 1
rules:
  - name: app
    match: { key: 'releases/{app}/{version}/{file}' }
    order: { by: semver, on: version }
    aliases: ['releases/{app}/latest/{file}', 'newest/{file}']
`;

const APPS = 8;
const KEYS = Array.from({ length: APPS * 12 }, (_, i) => `releases/app-${i % APPS}/1.${Math.floor(i / APPS)}.0/f`);

async function unsplit() {
  const world = handlerWorld({ rules: RULES, versioning: 'Enabled', now: () => 0 });
  await world.put(...KEYS);
  const { objects, aliases, actions } = await sweep(world.context, { kind: 'sweep' });
  return { links: await world.links(), counts: { objects, aliases, actions } };
}

const expected = unsplit();

function world(options: Partial<SplitWorldOptions> = {}) {
  return splitWorld({ rules: RULES, keys: KEYS, ...options });
}

test('a run starts its tasks one after the other, and ends in one line with the counts of all', async () => {
  const split = await world();
  expect(await split.timer()).toBeUndefined();
  // The limit of two, although there are more shards.
  expect(split.started).toHaveLength(2);
  await split.runTasks();
  expect(split.mostActive).toBe(2);
  expect(split.started.length).toBeGreaterThan(4);
  const { links, counts } = await expected;
  expect(await split.links()).toEqual(links);
  expect(split.swept()).toEqual([
    expect.objectContaining({ ...counts, failedTasks: 0, tasks: split.tasks.length - 1 }),
  ]);
  expect(split.tasks.every(({ status }) => status === 'Succeeded')).toBe(true);
});

test.each([1, 3, 50])('with at most %d tasks, no more are active', async (tasks) => {
  const split = await world({ tasks });
  await split.timer();
  await split.runTasks();
  expect(split.mostActive).toBe(Math.min(tasks, split.tasks.length - 1));
  expect(await split.links()).toEqual((await expected).links);
});

test('a bucket that fits into one shard is swept at once, without a task', async () => {
  const split = await world({ objects: 1000 });
  expect(await split.timer()).toBeUndefined();
  expect(split.tasks).toEqual([]);
  expect(await split.links()).toEqual((await expected).links);
  expect(split.swept()).toHaveLength(1);
  // It has kept where the keys are, so the next timer sends no survey.
  const before = split.requests;
  split.now += 300_000;
  await split.timer();
  expect(split.requests - before).toBeLessThan(40);
});

test('the timer leaves a run that has not ended as it is, and starts the next run after it', async () => {
  const split = await world();
  await split.timer();
  const started = [...split.started];
  await split.timer();
  expect(split.started).toEqual(started);
  await split.runTasks();
  const first = split.tasks.length;
  await split.timer();
  await split.runTasks();
  // The same shards again, because their facts have the same starts.
  expect(split.tasks.length).toBe(2 * first);
  expect(split.swept()).toHaveLength(2);
  expect(split.swept()[1]).toMatchObject({ objects: KEYS.length + APPS + 1, actions: { unchanged: APPS + 1 } });
});

test('a repeated call of the timer starts nothing twice', async () => {
  const split = await world();
  await Promise.all([split.timer('2026-11-28T00:00:00Z'), split.timer('2026-11-28T00:00:00Z')]);
  await split.runTasks();
  expect(new Set(split.started).size).toBe(split.started.length);
  expect(await split.links()).toEqual((await expected).links);
  expect(split.swept()).toHaveLength(1);
});

describe('after a crash before any request, the run ends as without it', () => {
  test('of the coordinator', async () => {
    for (let crashAt = 0; ; crashAt += 2) {
      let sent = 0;
      const before = (): void => {
        if (sent++ === crashAt) throw new Crash();
      };
      const split = await world({ before });
      const error = await split.timer('2026-11-28T00:00:00Z');
      // The platform retries the invocation, with the same event.
      if (error !== undefined) await split.timer('2026-11-28T00:00:00Z');
      await split.runTasks();
      expect(await split.links()).toEqual((await expected).links);
      expect(new Set(split.started).size).toBe(split.started.length);
      expect(split.swept().length).toBe(1);
      if (error === undefined) return;
    }
  });

  test.each([0, 1])('of a task, with %d retries by the platform', async (retries) => {
    const clean = await world();
    await clean.timer();
    const setUp = clean.requests;
    await clean.runTasks();
    for (let crashAt = setUp; crashAt < clean.requests; crashAt += Math.ceil((clean.requests - setUp) / 7)) {
      const before = (_: string, { requests }: { readonly requests: number }): void => {
        if (requests === crashAt) throw new Crash();
      };
      const split = await world({ before, retries });
      await split.timer();
      await split.runTasks();
      // Without a retry by the platform, the next timers start again what failed.
      for (let timers = 0; timers < 3 && split.swept().length === 0; timers++) {
        await split.timer();
        await split.runTasks();
      }
      expect(await split.links()).toEqual((await expected).links);
      expect(split.swept().length).toBeGreaterThan(0);
      expect(split.swept()[0]).toMatchObject({ objects: expect.any(Number), failedTasks: 0 });
    }
  });

  test.each([1, 2])('of several tasks in random order, seed %d', async (seed) => {
    const random = seededRandom(seed);
    const before = (): void => {
      if (random.below(40) === 0) throw new Crash();
    };
    const split = await world({ before, tasks: 3 });
    for (let timers = 0; timers < 30 && split.swept().length === 0; timers++) {
      split.now += 300_000;
      await split.timer();
      await split.runTasks((waiting) => random.below(waiting));
    }
    expect(split.swept().length).toBeGreaterThan(0);
    expect(await split.links()).toEqual((await expected).links);
  });
});

test('a task whose time is over leaves the rest to another one', async () => {
  let slow = true;
  // A listing of `app-2` takes almost all the time.
  const split = await world({
    objects: 60,
    before: (what, w) => {
      if (slow && what.startsWith('GetSymlink releases/app-2')) {
        slow = false;
        w.now += 800_000;
      }
    },
  });
  await split.timer();
  const planned = split.tasks.length;
  await split.runTasks();
  expect(await split.links()).toEqual((await expected).links);
  expect(split.swept()).toEqual([expect.objectContaining({ failedTasks: 0 })]);
  expect(planned).toBeGreaterThan(0);
});

test('a shard that always fails is given up, and the report says so', async () => {
  const split = await world({
    before: (what) => {
      if (what === 'GetSymlink releases/app-5/latest/f') throw new Crash();
    },
  });
  for (let timers = 0; timers < 5 && split.swept().length === 0; timers++) {
    await split.timer();
    await split.runTasks();
  }
  const { links } = await expected;
  const found = await split.links();
  expect(found['releases/app-0/latest/f']).toBe(links['releases/app-0/latest/f']);
  expect(split.swept()).toHaveLength(1);
  expect(split.tasks.some(({ status }) => status === 'Failed')).toBe(true);
});

test('rules that have changed give up a run, and begin another', async () => {
  const split = await world();
  await split.timer();
  const runFile = await split.store.send({ operation: 'GetObject', key: '.autoalias/sweep/run.json', maxBytes: 1e6 });
  const run = runFile.found === 'object' ? JSON.parse(runFile.text) : {};
  await split.store.send({
    operation: 'PutObject',
    key: '.autoalias/sweep/run.json',
    body: new TextEncoder().encode(JSON.stringify({ ...run, form: 'other' })),
  });
  split.now += 300_000;
  await split.timer();
  await split.runTasks();
  expect(split.swept()).toEqual([expect.objectContaining({ run: expect.not.stringMatching(run.id) })]);
  expect(await split.links()).toEqual((await expected).links);
});
