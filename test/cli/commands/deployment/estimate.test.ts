import { afterAll, beforeAll, expect, test } from 'vitest';
import { type CliWorld, cliWorld } from '../../cli-world.ts';
import { json } from '../../run.ts';

let world: CliWorld;
beforeAll(async () => {
  world = await cliWorld();
  await world.put(...Array.from({ length: 60 }, (_, i) => `releases/app-${i % 6}/1.${i}.0/f`));
});
afterAll(() => world.close());

/** An inventory of ten applications that are not in the bucket of this test. */
function inventory(): string {
  const keys = Array.from({ length: 100 }, (_, i) => `releases%2Fapp-${Math.floor(i / 10)}%2F1.${i % 10}.0%2Ff`);
  world.file('lines.csv', keys.map((key) => `"b","${key}","1"\n`).join(''));
  return world.file(
    'manifest.json',
    JSON.stringify({ fileSchema: 'Bucket, Key, Size', files: [{ key: 'x/lines.csv' }] }),
  );
}

/** The same inventory after one application was deleted. */
function changes(): string {
  const lines = Array.from({ length: 10 }, (_, i) => `b,releases/app-9/1.${i}.0/f,${i + 1},DELETE\n`);
  world.file('changes.csv', lines.join(''));
  return world.file(
    'changes.json',
    JSON.stringify({ fileSchema: 'Bucket,Key,SequenceNumber,RecordType', files: [{ key: 'changes.csv' }] }),
  );
}

test('a bucket is surveyed', async () => {
  const estimate = json(await world.run('estimate', '--json', '--objects-per-task', '20', '--tasks', '2'));
  expect(estimate).toMatchObject({ objects: 60, shards: 3, tasks: 2, seconds: 2, longestTask: 1 });
});

test('an inventory is read instead of listings, and its changes count', async () => {
  const before = json(await world.run('estimate', '--json', '--inventory', inventory(), '--objects-per-task', '25'));
  expect(before).toMatchObject({ objects: 100, shards: 5, rules: world.rulesFile });
  const after = json(
    await world.run(
      'estimate',
      '--json',
      '--inventory',
      inventory(),
      '--changes',
      changes(),
      '--objects-per-task',
      '25',
    ),
  );
  expect(after).toMatchObject({ objects: 90 });
});

test('for people, with the ends of the first tasks', async () => {
  const { out } = await world.run('estimate', '--inventory', inventory(), '--objects-per-task', '50');
  expect(out).toContain('100 objects, 2 tasks, at most 20 at a time');
  expect(out).toMatch(/a sweep in which nothing has changed: 20 requests, 1 seconds, CNY 0\.0002/);
  expect(out).toContain('50 objects: the first key to releases/app-5.~');
});

test('--save keeps the division for the deployment', async () => {
  await world.run('estimate', '--inventory', inventory(), '--objects-per-task', '50', '--save');
  const found = await world.store.send({ operation: 'GetObject', key: '.autoalias/sweep/last.json', maxBytes: 1e6 });
  const last = JSON.parse(found.found === 'object' ? found.text : '{}');
  expect(last.starts).toEqual(['releases/app-5.~']);
  expect(last.marks).toHaveLength(100);
});

test.each([
  [['--inventory', 'gone.json'], 'gone.json is not the manifest.json of an OSS inventory'],
  [['--tasks', '0'], '--tasks'],
  [['--objects-per-task', 'many'], '--objects-per-task'],
])('%j is refused', async (args, why) => {
  const { exitCode, err } = await world.run('estimate', ...args);
  expect(exitCode).not.toBe(0);
  expect(err).toContain(why);
});
