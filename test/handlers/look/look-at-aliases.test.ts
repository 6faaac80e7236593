import { describe, expect, test } from 'vitest';
import {
  type AliasFinding,
  createLookProgress,
  type Finding,
  isAlias,
  type LookOptions,
  lookAtAliases,
} from '../../../src/handlers/look/look-at-aliases.ts';
import { plan } from '../../../src/handlers/look/plan.ts';
import { status } from '../../../src/handlers/look/status.ts';
import { sweep } from '../../../src/handlers/walk/sweep.ts';
import { type HandlerWorld, handlerWorld } from '../handler-world.ts';

function rulesFor(alias: string): string {
  return `version: 1
rules:
  - name: app
    match: { prefix: releases/, regex: '^releases/(?<app>[a-z]+)/(?<version>[0-9][^/]*)/(?<file>[^/]+)$' }
    order: { by: semver, on: version }
    aliases: ['${alias}']
`;
}

function app(version: string, name = 'app') {
  return `releases/${name}/${version}/f`;
}

const PLACES: readonly (readonly [string, string])[] = [
  ['in the prefix of its candidates', 'releases/{app}/latest/{file}'],
  ['before them, in another prefix', 'latest/{app}/{file}'],
  ['after them, in another prefix', 'stable/{app}/{file}'],
  ['in the prefix of the rule, outside that of its candidates', 'releases/@latest/{app}/{file}'],
];

async function look(world: HandlerWorld, options: LookOptions = {}) {
  const findings: Finding[] = [];
  const looked = createLookProgress();
  for await (const finding of lookAtAliases(world.context, options, looked)) findings.push(finding);
  return { findings, aliases: findings.filter(isAlias), looked };
}

/** Applications whose aliases are in different states. */
async function mixed(template: string) {
  const world = handlerWorld({ rules: rulesFor(template) });
  const { store } = world.context;
  const keyOf = (name: string) => template.replace('{app}', name).replace('{file}', 'f');
  await world.put(
    ...['right', 'stale', 'dangling', 'gone'].flatMap((name) => [app('1.0.0', name), app('2.0.0', name)]),
  );
  await sweep(world.context, { kind: 'sweep' });
  await world.put(app('3.0.0', 'stale'), app('1.0.0', 'missing'), app('1.0.0', 'object'), app('1.0.0', 'link'));
  await world.put(keyOf('object'));
  for (const name of ['link', 'lone']) await store.send({ operation: 'PutSymlink', key: keyOf(name), target: 'x' });
  await world.remove(app('2.0.0', 'dangling'), app('1.0.0', 'gone'), app('2.0.0', 'gone'));
  world.sent.length = 0;
  return { world, keyOf };
}

const EXPECTED: Readonly<Record<string, readonly [AliasFinding['state'], AliasFinding['change'], boolean]>> = {
  right: ['right', 'none', false],
  stale: ['stale', 'point', false],
  dangling: ['dangling', 'point', true],
  gone: ['dangling', 'remove', true],
  missing: ['missing', 'point', false],
  object: ['foreign', 'refuse', false],
  link: ['foreign', 'point', true],
  lone: ['foreign', 'none', true],
};

describe.each(PLACES)('an alias %s', (_, template) => {
  test('is found once with its state, and nothing is written', async () => {
    const { world, keyOf } = await mixed(template);
    const { aliases, looked } = await look(world);
    const found = aliases.map(({ alias, state, change, broken }) => [alias, [state, change, broken]] as const);
    expect(found.toSorted()).toEqual(
      Object.entries(EXPECTED)
        .map(([name, as]) => [keyOf(name), as])
        .toSorted(),
    );
    expect(looked).toMatchObject({ aliases: 8, objects: 16 });
    expect(world.sent.filter((operation) => /Put|Delete/.test(operation))).toEqual([]);
  });

  test.each(Object.keys(EXPECTED))('is found by its own key: %s', async (name) => {
    const { world, keyOf } = await mixed(template);
    const { findings } = await look(world, { of: keyOf(name) });
    const [state, change, broken] = EXPECTED[name] ?? [];
    expect(findings).toMatchObject([{ alias: keyOf(name), rule: 'app', state, change, broken }]);
  });

  test('is found by a prefix of its candidates', async () => {
    const { world, keyOf } = await mixed(template);
    const { findings } = await look(world, { of: 'releases/stale/1' });
    expect(findings).toMatchObject([{ alias: keyOf('stale'), state: 'stale', to: app('3.0.0', 'stale') }]);
  });

  test('is planned to change as a sweep changes it', async () => {
    const { world } = await mixed(template);
    const { aliases } = await look(world);
    const planned = aliases.filter(({ change }) => change === 'point' || change === 'remove');
    const report = await sweep(world.context, { kind: 'sweep' });
    const did = report.changed.filter(({ action }) => action === 'pointed' || action === 'removed');
    const plain = (one: { alias: string; from: string | null; to: string | null }) => [one.alias, one.from, one.to];
    expect(planned.map(plain).toSorted()).toEqual(did.map(plain).toSorted());
    const after = await look(world);
    expect(after.aliases.filter(({ change }) => change === 'point' || change === 'remove')).toEqual([]);
  });
});

test('findings come in the order of the listing', async () => {
  const world = handlerWorld();
  const names = Array.from({ length: 50 }, (_, i) => `app-${String(i).padStart(2, '0')}`);
  await world.put(...names.map((name) => app('1.0.0', name)));
  const { findings } = await look(world, { concurrency: 8 });
  const aliases = findings.map(({ alias }) => alias);
  expect(aliases).toHaveLength(100);
  expect(aliases).toEqual(aliases.toSorted());
});

test('an alias that cannot be read is found as failed, and the others are read', async () => {
  const world = handlerWorld({ fail: (operation, key) => operation === 'GetSymlink' && key === app('latest') });
  await world.put(app('1.0.0'));
  const { findings } = await look(world);
  expect(findings).toMatchObject([
    { alias: app('latest'), state: 'failed', why: `GetSymlink ${app('latest')} failed` },
    { alias: app('v1'), state: 'missing' },
  ]);
});

describe('links that no rule defines', () => {
  const left = async () => {
    const world = handlerWorld();
    await world.put(app('1.0.0'), app('1.0.0', 'b'));
    await sweep(world.context, { kind: 'sweep' });
    await world.remove(app('1.0.0', 'b'));
    await world.context.store.send({ operation: 'PutSymlink', key: 'releases/theirs', target: 'x' });
    const { ruleSet } = handlerWorld({ rules: rulesFor('newest/{app}/{file}') }).context;
    return { ...world, context: { ...world.context, ruleSet } };
  };

  test('are found with the option orphans, if autoalias wrote them', async () => {
    const { findings } = await look(await left(), { orphans: true });
    const orphans = findings.filter(({ state }) => state === 'orphaned');
    expect(orphans.map(({ alias, broken }) => [alias, broken])).toEqual([
      [app('latest'), false],
      [app('v1'), false],
      [app('latest', 'b'), true],
      [app('v1', 'b'), true],
    ]);
    expect(orphans[0]).toMatchObject({ rule: 'app', from: app('1.0.0'), to: null });
  });

  test('cost no request without the option', async () => {
    const world = await left();
    world.sent.length = 0;
    const { findings } = await look(world);
    expect(findings.map(({ state }) => state)).toEqual(['missing']);
    expect(world.sent.filter((operation) => operation === 'GetSymlink')).toHaveLength(1);
  });
});

test('a text that ends with a slash is a prefix, even if a template could give it', async () => {
  const rules = `version: 1
rules:
  - name: any
    match: { prefix: r/, regex: '^r/(?<n>[0-9]+)/(?<rest>.*)$' }
    order: { by: number, on: n }
    aliases: ['l/{rest}']
`;
  const world = handlerWorld({ rules });
  await world.put('r/1/a/b', 'r/2/a/b');
  await sweep(world.context, { kind: 'sweep' });
  expect((await look(world, { of: 'l/a/' })).findings).toMatchObject([{ alias: 'l/a/b', state: 'right' }]);
  expect((await look(world, { of: 'l/a' })).findings).toMatchObject([{ alias: 'l/a', state: 'absent' }]);
});

describe('aliases that move together', () => {
  const rulesOf = (alias: string, more = '') => `version: 1
rules:
  - name: one
    match: { prefix: releases/, regex: '^releases/(?<app>[a-z]+)/(?<version>[0-9][^/]*)/(?<file>[^/]+)$' }
    order: { by: semver, on: version }
    release: { of: '{app} {version}', complete: ['releases/{app}/{version}/DONE'] }
    aliases: ['${alias}']
${more}`;
  const files = (version: string, ...names: readonly string[]) =>
    names.map((name) => `releases/app/${version}/${name}`);
  const ALL = ['x', 'y', 'z', 'DONE'];

  /** 1.0.0 is shown; 2.0.0 lacks `y`, and `z` is gone from it; 3.0.0 is not complete. */
  const between = async (alias: string, more = '') => {
    const world = handlerWorld({ rules: rulesOf(alias, more) });
    await world.put(...files('1.0.0', ...ALL));
    await sweep(world.context, { kind: 'apply' });
    await world.put(...files('2.0.0', 'x', 'DONE'), ...files('3.0.0', 'y', 'n'));
    await world.remove(...files('1.0.0', 'z'));
    world.sent.length = 0;
    const keyOf = (file: string) => alias.replace('{app}', 'app').replace('{file}', file);
    return { world, keyOf, group: alias.replace('{app}', 'app') };
  };

  describe.each(PLACES)('%s', (_, alias) => {
    test('each is found once, with its group and the release', async () => {
      const { world, keyOf, group } = await between(alias);
      const { findings } = await look(world);
      const found = findings.filter(({ state }) => state !== 'absent');
      const moves = { rule: 'one', group, release: 'app 2.0.0' };
      expect(found.toSorted((a, b) => (a.alias < b.alias ? -1 : 1))).toMatchObject([
        { alias: keyOf('DONE'), state: 'stale', change: 'point', ...moves },
        { alias: keyOf('x'), state: 'stale', change: 'point', to: files('2.0.0', 'x')[0], ...moves },
        { alias: keyOf('y'), state: 'stale', change: 'remove', to: null, ...moves },
        { alias: keyOf('z'), state: 'dangling', change: 'remove', broken: true },
      ]);
      expect(new Set(findings.map((finding) => finding.alias)).size).toBe(findings.length);
      expect(world.sent.filter((operation) => /Put|Delete/.test(operation))).toEqual([]);
    });

    test('is planned to change as a sweep changes it', async () => {
      const { world } = await between(alias);
      const { aliases } = await look(world);
      const planned = aliases.filter(({ change }) => change === 'point' || change === 'remove');
      const report = await sweep(world.context, { kind: 'sweep' });
      const plain = (one: { alias: string; from: string | null; to: string | null }) => [one.alias, one.from, one.to];
      expect(planned.map(plain).toSorted()).toEqual(report.changed.map(plain).toSorted());
      const after = await look(world);
      expect(after.aliases.filter(({ change }) => change !== 'none')).toEqual([]);
    });

    test.each([
      ['x', 'stale', 'point'],
      ['y', 'stale', 'remove'],
      ['z', 'dangling', 'remove'],
      ['n', 'absent', 'none'],
    ])('are found by the key of one: %s', async (file, state, change) => {
      const { world, keyOf } = await between(alias);
      const { findings } = await look(world, { of: keyOf(file) });
      expect(findings).toMatchObject([{ alias: keyOf(file), rule: 'one', state, change }]);
    });
  });

  // Its only remaining candidate is in a release that is not shown.
  test('a broken link outside the prefix of its releases is found once, even if another release has the file', async () => {
    const { world, keyOf } = await between('latest/{app}/{file}');
    await world.put(...files('3.0.0', 'z'));
    const { findings } = await look(world);
    expect(findings.filter((finding) => finding.alias === keyOf('z'))).toMatchObject([
      { state: 'dangling', change: 'remove', group: 'latest/app/{file}' },
    ]);
  });

  test('show null as their release if none is complete', async () => {
    const world = handlerWorld({ rules: rulesOf('releases/{app}/latest/{file}') });
    await world.put(...files('1.0.0', ...ALL));
    await sweep(world.context, { kind: 'sweep' });
    await world.remove(...files('1.0.0', 'DONE'));
    const { aliases } = await look(world);
    expect(aliases.map(({ release, change }) => [release, change])).toEqual(ALL.map(() => [null, 'remove']));
  });

  test('a group that cannot be read is found by its name', async () => {
    const world = handlerWorld({
      rules: rulesOf('releases/{app}/latest/{file}'),
      fail: (operation) => operation === 'GetSymlink',
    });
    await world.put(...files('1.0.0', ...ALL));
    expect((await look(world)).findings).toMatchObject([
      { alias: 'releases/app/latest/{file}', rule: 'one', state: 'failed' },
    ]);
  });

  test('plan and status count them', async () => {
    const { world } = await between('releases/{app}/latest/{file}');
    const differences: string[] = [];
    const planned = await plan(world.context, { onDifference: ({ alias: of }) => differences.push(of) });
    expect(planned).toMatchObject({ aliases: 4, changes: { none: 0, point: 2, remove: 2, refuse: 0 }, failed: 0 });
    expect(differences).toHaveLength(4);
    const stands = await status(world.context, { onFinding: () => {} });
    expect(stands).toMatchObject({ aliases: 4, broken: 1, states: { stale: 3, dangling: 1, right: 0 } });
  });
});
