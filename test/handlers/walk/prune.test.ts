import { describe, expect, test } from 'vitest';
import { type PruneOptions, type PruneReport, prune } from '../../../src/handlers/walk/prune.ts';
import { sweep } from '../../../src/handlers/walk/sweep.ts';
import { type HandlerWorld, handlerWorld, RULES } from '../handler-world.ts';

function app(version: string, name = 'app') {
  return `releases/${name}/${version}/f`;
}

const FORMER = `${RULES.replace('releases/{app}/v{version.major}/{file}', 'old/{app}/{file}')}
  - name: zone
    match: { prefix: zones/, regex: '^zones/(?<n>[0-9]+)$' }
    order: { by: number, on: n }
    aliases: [zone]
`;

/** Aliases of former rules, aliases of the current rules, and links and objects of other programs. */
async function world(options: Parameters<typeof handlerWorld>[0] = {}): Promise<HandlerWorld> {
  const former = handlerWorld({ ...options, rules: FORMER });
  const { store } = former.context;
  await former.put(app('1.0.0', 'a'), app('1.0.0', 'b'), 'zones/1', 'old/object', 'elsewhere');
  await sweep(former.context, { kind: 'sweep' });
  const present = { ...former, context: { ...former.context, ruleSet: handlerWorld().context.ruleSet } };
  await sweep(present.context, { kind: 'sweep' });
  for (const key of ['old/link', app('latest', 'theirs')]) {
    await store.send({ operation: 'PutSymlink', key, target: app('1.0.0', 'a') });
  }
  former.sent.length = 0;
  return present;
}

async function run(on: HandlerWorld, options: Partial<PruneOptions> = {}) {
  const reports: PruneReport[] = [];
  const total = await prune(on.context, { remove: false, ...options, onOrphan: (report) => reports.push(report) });
  return { total, reports, aliases: reports.map(({ alias }) => alias) };
}

function writes({ sent }: HandlerWorld) {
  return sent.filter((operation) => /Put|Delete/.test(operation));
}

describe('without remove', () => {
  test('finds links that no rule defines, and writes nothing', async () => {
    const on = await world();
    const { total, reports } = await run(on);
    expect(reports).toMatchObject([
      { alias: 'old/a/f', rule: 'app', target: app('1.0.0', 'a'), action: 'would-remove', broken: false },
      { alias: 'old/b/f', rule: 'app' },
      { alias: 'zone', rule: 'zone', target: 'zones/1' },
    ]);
    expect(total).toMatchObject({ actions: { 'would-remove': 3, removed: 0 } });
    expect(writes(on)).toEqual([]);
  });
});

describe.each(['Enabled', 'Suspended', 'Never'] as const)('with remove, versioning %s', (versioning) => {
  test('removes those links and nothing else', async () => {
    const on = await world({ versioning });
    const { objects: before } = await on.context.store.send({ operation: 'ListObjects', maxKeys: 1000 });
    const { total, aliases } = await run(on, { remove: true });
    expect(total.actions).toEqual({ 'would-remove': 0, removed: 3, left: 0, failed: 0 });
    const { objects: after } = await on.context.store.send({ operation: 'ListObjects', maxKeys: 1000 });
    const left = after.map(({ key }) => key);
    expect(before.map(({ key }) => key).filter((key) => !left.includes(key))).toEqual(aliases);
    expect((await run(on, { remove: true })).aliases).toEqual([]);
  });
});

test.each<[Partial<PruneOptions>, readonly string[]]>([
  [{ prefix: 'old/' }, ['old/a/f', 'old/b/f']],
  [{ prefix: 'old/b' }, ['old/b/f']],
  [{ prefix: 'releases/' }, []],
  [{ rule: 'zone' }, ['zone']],
  [{ rule: 'app' }, ['old/a/f', 'old/b/f']],
  [{ rule: 'none' }, []],
])('finds only the links selected by %j', async (options, expected) => {
  const on = await world();
  expect((await run(on, { ...options, remove: true })).aliases).toEqual(expected);
  expect(writes(on).sort()).toEqual(expected.flatMap(() => ['PutSymlink', 'DeleteObject']).sort());
});

test('reports a link that fails, and removes the others', async () => {
  const on = await world({ fail: (operation, key) => operation === 'DeleteObject' && key === 'old/a/f' });
  const { total, reports } = await run(on, { remove: true });
  expect(total.actions).toMatchObject({ removed: 2, failed: 1 });
  expect(reports[0]).toMatchObject({ alias: 'old/a/f', action: 'failed', why: 'DeleteObject old/a/f failed' });
});

test('finds a former alias whose key is now a candidate', async () => {
  const on = await world();
  const rules = RULES.replace('prefix: releases/', 'prefix: old/').replaceAll('releases/', 'old/');
  const { ruleSet } = handlerWorld({ rules: rules.replace('[^/]+)/(?<version>', 'x)/(?<version>') }).context;
  const { aliases } = await run({ ...on, context: { ...on.context, ruleSet } });
  expect(aliases).toContain('old/a/f');
});
