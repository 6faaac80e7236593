import { describe, expect, test } from 'vitest';
import { explain } from '../../../src/handlers/look/explain.ts';
import { applyKeys } from '../../../src/handlers/work/handle-changes.ts';
import { handlerWorld, RULES } from '../handler-world.ts';

function app(version: string) {
  return `releases/app/${version}/f`;
}

const PLAIN = handlerWorld().context.ruleSet.rules[0];

/** A world with two releases whose aliases are right. */
async function settledWorld() {
  const world = handlerWorld();
  await world.put(app('1.0.0'), app('1.1.0'));
  await applyKeys(world.context, [app('1.0.0')]);
  world.sent.length = 0;
  return world;
}

async function latest(world: Awaited<ReturnType<typeof settledWorld>>) {
  return (await explain(world.context, app('latest'))).alias;
}

describe('explain describes', () => {
  test.each([
    [
      'a candidate',
      app('1.0.0'),
      'object',
      { matched: true, why: null, order: { by: 'semver', text: '1.0.0', why: null } },
    ],
    [
      'no version',
      app('x'),
      'none',
      { matched: true, order: { by: 'semver', text: 'x', why: expect.stringContaining('not a semantic') } },
    ],
    [
      'not under the prefix',
      'x',
      'none',
      { matched: false, why: 'the key does not begin with releases/', aliases: [] },
    ],
    [
      'not as the regex has it',
      'releases/x',
      'none',
      { matched: false, why: `the regex ${PLAIN?.pattern.source} does not match` },
    ],
  ])('%s', async (_, key, exists, rule) => {
    const world = await settledWorld();
    expect(await explain(world.context, key)).toMatchObject({ key, exists, rules: [{ rule: 'app', ...rule }] });
  });

  test('a key that a key template does not match', async () => {
    const rules =
      "version: 1\nrules: [{ name: a, match: { key: 'r/{v}/{v}' }, order: { by: semver, on: v }, aliases: [l] }]";
    const { context } = handlerWorld({ rules });
    expect((await explain(context, 'r/1.0.0/1.0.1')).rules).toMatchObject([
      {
        matched: false,
        why: expect.stringMatching(/^the key template r\/\{v\}\/\{v\} does not match: \{v\} is "1.0.0" and "1.0.1"/),
      },
    ]);
  });

  test('each rule with its own aliases', async () => {
    const rules = `version: 1
rules:
  - { name: a, match: { prefix: r/, regex: '^r/(?<v>[^/]+)$' }, order: { by: semver, on: v }, aliases: [l/a] }
  - { name: b, match: { prefix: r/, regex: '^r/(?<n>\\d+)$' }, order: { by: number, on: n }, aliases: [l/b] }
`;
    const world = handlerWorld({ rules });
    await world.put('r/1.0.0', 'r/7');
    expect(await explain(world.context, 'r/7')).toMatchObject({
      rules: [
        {
          rule: 'a',
          matched: true,
          aliases: [],
          skipped: [{ alias: 'l/a', why: expect.stringContaining('semantic') }],
        },
        {
          rule: 'b',
          matched: true,
          aliases: [{ alias: 'l/b', state: 'missing', winner: 'r/7', candidates: 1 }],
          skipped: [],
        },
      ],
      alias: null,
    });
  });

  test('at most twenty objects that are not candidates, and the number of candidates', async () => {
    const world = handlerWorld();
    await world.put(...Array.from({ length: 25 }, (_, i) => app(`x${i}`)), app('1.0.0'));
    const { rules } = await explain(world.context, app('1.0.0'));
    expect(rules[0]?.aliases[0]).toMatchObject({ candidates: 1 });
    expect(rules[0]?.aliases[0]?.rejected).toHaveLength(20);
  });
});

describe('the state of an alias is', () => {
  test('right', async () => {
    const world = await settledWorld();
    expect(await latest(world)).toMatchObject({
      rule: 'app',
      alias: app('latest'),
      state: 'right',
      target: app('1.1.0'),
      winner: app('1.1.0'),
      candidates: 2,
      versionId: expect.any(String),
      targetVersionId: expect.any(String),
      record: { rule: 'app', order: '1.1.0', form: expect.any(String), lifts: false, cause: `apply ${app('1.0.0')}` },
    });
  });

  test('stale: a greater release exists', async () => {
    const world = await settledWorld();
    await world.put(app('2.0.0'));
    expect(await latest(world)).toMatchObject({
      state: 'stale',
      target: app('1.1.0'),
      winner: app('2.0.0'),
      change: 'point',
      why: `it should point at ${app('2.0.0')}: the greatest candidate`,
    });
  });

  test('stale: the same key, but another version of it', async () => {
    const world = await settledWorld();
    await world.put(app('1.1.0'));
    expect(await latest(world)).toMatchObject({
      state: 'stale',
      change: 'point',
      target: app('1.1.0'),
      winner: app('1.1.0'),
      why: 'its target was written again since; the greatest candidate',
    });
  });

  test('stale: the rule changed since the alias was written', async () => {
    const world = await settledWorld();
    const { ruleSet } = handlerWorld({ rules: RULES.replace('name: app', 'name: other') }).context;
    const { alias } = await explain({ ...world.context, ruleSet }, app('latest'));
    expect(alias).toMatchObject({ state: 'stale', why: expect.stringContaining('its rule changed') });
  });

  test('described with the greatest candidates and the text that orders them', async () => {
    const world = handlerWorld();
    const versions = Array.from({ length: 25 }, (_, i) => `1.${i}.0`);
    await world.put(...versions.map(app));
    const view = await latest(world);
    expect(view?.candidates).toBe(25);
    const greatest = versions.toReversed().slice(0, 20);
    expect(view?.greatest).toEqual(greatest.map((version) => ({ key: app(version), order: version })));
  });

  test('dangling under onDelete: keep', async () => {
    const world = handlerWorld({ rules: `${RULES}    onDelete: keep\n` });
    await world.put(app('1.0.0'));
    await applyKeys(world.context, [app('1.0.0')]);
    await world.remove(app('1.0.0'));
    expect(await latest(world)).toMatchObject({
      state: 'dangling',
      change: 'none',
      why: `its target ${app('1.0.0')} is gone: its target was deleted (onDelete: keep)`,
    });
  });

  test('dangling: the target is gone', async () => {
    const world = await settledWorld();
    await world.remove(app('1.1.0'));
    expect(await latest(world)).toMatchObject({
      state: 'dangling',
      winner: app('1.0.0'),
      why: `its target ${app('1.1.0')} is gone`,
    });
  });

  test('missing: there is a winner and no alias', async () => {
    const world = await settledWorld();
    await world.remove(app('latest'));
    expect(await latest(world)).toMatchObject({ state: 'missing', target: null, winner: app('1.1.0') });
  });

  test('absent: there is neither', async () => {
    expect(await latest(handlerWorld())).toMatchObject({ state: 'absent', target: null, winner: null, candidates: 0 });
  });

  test('foreign: a real object that the rule replaces', async () => {
    const world = handlerWorld({ rules: `${RULES}    onConflict: replace\n` });
    await world.put(app('latest'));
    expect(await latest(world)).toMatchObject({ state: 'foreign', why: expect.stringContaining('and no candidate') });
    await world.put(app('1.0.0'));
    expect(await latest(world)).toMatchObject({ state: 'foreign', why: expect.stringContaining('sweep replaces it') });
    await applyKeys(world.context, [app('1.0.0')]);
    expect(await latest(world)).toMatchObject({ state: 'right' });
  });

  test('foreign: a real object that is kept', async () => {
    const world = await settledWorld();
    await world.put(app('latest'));
    expect(await latest(world)).toMatchObject({ state: 'foreign', why: expect.stringContaining('is not replaced') });
  });

  test('foreign: a link of another program has no record', async () => {
    const world = await settledWorld();
    await world.context.store.send({ operation: 'PutSymlink', key: app('latest'), target: app('1.0.0') });
    expect(await latest(world)).toMatchObject({
      state: 'foreign',
      change: 'point',
      target: app('1.0.0'),
      record: null,
      targetVersionId: null,
    });
  });
});

test.each([
  ['a link by autoalias', true, { alias: 'old/app', rule: 'app', target: app('1.0.0'), broken: false }],
  ['a link of another program', false, null],
])('a key that no rule defines any more can be an orphan: %s', async (_, ours, orphan) => {
  const world = handlerWorld({ rules: RULES.replace('releases/{app}/v{version.major}/{file}', 'old/{app}') });
  await world.put(app('1.0.0'));
  await applyKeys(world.context, [app('1.0.0')]);
  if (!ours) await world.context.store.send({ operation: 'PutSymlink', key: 'old/app', target: app('1.0.0') });
  const { ruleSet } = handlerWorld().context;
  expect(await explain({ ...world.context, ruleSet }, 'old/app')).toMatchObject({ alias: null, orphan });
  expect((await explain(world.context, 'old/app')).orphan).toBeNull();
});

test('explain lists each prefix once', async () => {
  const templates = "'releases/{app}/latest/{file}', 'releases/{app}/v{version.major}/{file}', 'newest/{app}'";
  const rules = RULES.replace(/aliases: \[.*\]/, `aliases: [${templates}]`);
  const world = handlerWorld({ rules });
  await world.put(app('1.0.0'), app('1.1.0'), app('2.0.0'));
  const explained = await explain(world.context, app('1.0.0'));
  expect(explained.rules.map(({ aliases }) => aliases.map(({ alias, winner }) => [alias, winner]))).toEqual([
    [
      [app('latest'), app('2.0.0')],
      [app('v1'), app('1.1.0')],
      ['newest/app', app('2.0.0')],
    ],
  ]);
  expect(world.sent.filter((operation) => operation === 'ListObjects')).toHaveLength(1);
});

test('explain writes nothing', async () => {
  const world = await settledWorld();
  await world.put(app('latest'), app('3.0.0'));
  world.sent.length = 0;
  await explain(world.context, app('3.0.0'));
  await explain(world.context, app('latest'));
  expect(new Set(world.sent)).toEqual(new Set(['HeadObject', 'GetObject', 'GetSymlink', 'ListObjects']));
});

describe('hints about versions that the order handles unexpectedly', () => {
  test('are with the key and with each alias of its candidates', async () => {
    const rules = RULES.replace('{ by: semver, on: version }', '{ by: semver, on: version }\n    prereleases: true');
    const world = handlerWorld({ rules });
    await world.put(...['1.0.0-rc9', '1.0.0-rc10', '1.0.0+1'].map(app), app('22.01'), 'releases/other/1.2/f');
    const { rules: views } = await explain(world.context, app('1.0.0-rc10'));
    const rc10 = { why: expect.stringContaining('compares rc10 as text'), instead: expect.stringContaining('rc.10') };
    const zero = { why: expect.stringContaining('"22.01"'), instead: expect.stringContaining('calver') };
    expect(views).toMatchObject([{ hints: [rc10], aliases: [{ hints: [rc10, zero] }, { hints: [rc10, zero] }] }]);
  });

  test('are with a key that the order skips', async () => {
    const { rules } = await explain(handlerWorld().context, app('22.01'));
    expect(rules).toMatchObject([{ hints: [{ why: expect.stringContaining('01 begins with a zero') }], aliases: [] }]);
  });

  test('are absent otherwise', async () => {
    const world = handlerWorld();
    await world.put(app('1.0.0'), app('1.1.0-rc.1'), app('latest'), 'x');
    const { rules } = await explain(world.context, app('1.0.0'));
    expect(rules).toMatchObject([{ hints: [], aliases: [{ hints: [] }, { hints: [] }] }]);
    expect((await explain(world.context, 'x')).rules).toMatchObject([{ hints: [] }]);
  });
});
