import { expect, test } from 'vitest';
import { type Difference, plan } from '../../../src/handlers/look/plan.ts';
import { sweep } from '../../../src/handlers/walk/sweep.ts';
import { parseRules } from '../../../src/rules/file/parse-rules.ts';
import type { Store } from '../../../src/stores/store.ts';
import { crowdedBucket } from '../../simulation/simulator/crowded-bucket.ts';
import { type HandlerWorld, handlerWorld } from '../handler-world.ts';

function app(version: string, name = 'app') {
  return `releases/${name}/${version}/f`;
}

async function planned(world: HandlerWorld, of?: string) {
  const differences: Difference[] = [];
  const total = await plan(world.context, { of, onDifference: (finding) => differences.push(finding) });
  return { total, differences: differences.map((one) => [one.alias, one.state === 'failed' ? 'failed' : one.change]) };
}

test('counts all aliases, and reports those that would change, that are blocked, or that could not be read', async () => {
  const world = handlerWorld({ fail: (operation, key) => operation === 'GetSymlink' && key === app('v1', 'odd') });
  await world.put(app('1.0.0', 'a'), app('1.0.0', 'b'), app('1.0.0', 'c'));
  await sweep(world.context, { kind: 'sweep' });
  await world.put(app('1.1.0', 'a'), app('1.0.0', 'odd'), app('latest', 'odd'));
  await world.remove(app('1.0.0', 'b'));
  const { total, differences } = await planned(world);
  expect(total).toMatchObject({ aliases: 8, changes: { none: 2, point: 2, remove: 2, refuse: 1 }, failed: 1 });
  expect(differences).toEqual([
    [app('latest', 'a'), 'point'],
    [app('v1', 'a'), 'point'],
    [app('latest', 'b'), 'remove'],
    [app('v1', 'b'), 'remove'],
    [app('latest', 'odd'), 'refuse'],
    [app('v1', 'odd'), 'failed'],
  ]);
});

test.each([
  [app('latest'), [[app('latest'), 'point']]],
  ['releases/app/', [app('latest'), app('v1')].map((alias) => [alias, 'point'])],
  ['releases/b', []],
])('plans %s only', async (of, expected) => {
  const world = handlerWorld();
  await world.put(app('1.0.0'), app('1.0.0', 'a'));
  expect((await planned(world, of)).differences).toEqual(expected);
});

test('finds no difference if every alias is correct', async () => {
  const world = handlerWorld();
  await world.put(app('1.0.0'));
  await sweep(world.context, { kind: 'sweep' });
  expect(await planned(world)).toMatchObject({ total: { changes: { none: 2, point: 0 } }, differences: [] });
});

const ruleSet = parseRules(
  `version: 1
rules:
  - name: app
    match: { prefix: r/, regex: '^r/(?<app>[^/]+)/(?<version>[^/]+)/(?<file>[^/]+)$' }
    order: { by: semver, on: version }
    aliases: ['r/{app}/latest/{file}']
`,
  'million.yaml',
);
const PER_APP = 100;

/** In the order of their keys, so that the table is soon built. */
function nth(n: number): string {
  return `r/${String(Math.floor(n / PER_APP)).padStart(6, '0')}/1.${1000 + (n % PER_APP)}.0/f`;
}

test.each([1000, 100_000])(
  'holds only the aliases in progress in memory, with %i objects',
  { timeout: 300_000 },
  async (count) => {
    const memory = crowdedBucket(count, nth);
    const sent: Record<string, number> = {};
    /** The greatest number of aliases whose first candidate was listed and that were not reported yet. */
    let most = 0;
    let listed = 0;
    let told = 0;
    const store: Store = {
      ...memory,
      send: async (request) => {
        sent[request.operation] = (sent[request.operation] ?? 0) + 1;
        const answer = await memory.send(request);
        if (request.operation === 'ListObjects') listed += 1000;
        most = Math.max(most, Math.ceil(listed / PER_APP) - told);
        return answer;
      },
    };
    const total = await plan(
      { store, ruleSet, log: () => {}, now: () => 0 },
      { concurrency: 16, onDifference: () => told++ },
    );
    const aliases = count / PER_APP;
    expect(total).toMatchObject({ objects: count, aliases, changes: { point: aliases } });
    expect(sent).toEqual({ ListObjects: count / 1000, GetSymlink: aliases, HeadObject: aliases });
    // One page of the listing and the next one, which is requested ahead, what is looked at, and the prefix that is open.
    expect(most).toBeLessThanOrEqual(2000 / PER_APP + 16 + 1);
  },
);

test('counts the objects that no order can read', async () => {
  const world = handlerWorld();
  await world.put('releases/a/1.0.0/f', 'releases/a/nightly/f', 'releases/only/x/f');
  const differences: Difference[] = [];
  const { unread, aliases } = await plan(world.context, { onDifference: (one) => differences.push(one) });
  expect([unread.objects, unread.aliases, aliases]).toEqual([2, 2, 2]);
  expect(differences.map((one) => [one.alias, 'unread' in one ? one.unread?.objects : undefined])).toEqual([
    ['releases/a/latest/f', 1],
    ['releases/a/v1/f', undefined],
  ]);
});
