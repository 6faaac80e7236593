import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import type { HandlerContext } from '../../../src/handlers/function/handler-context.ts';
import { type SweepOptions, sweep } from '../../../src/handlers/walk/sweep.ts';
import { MOST_TOGETHER } from '../../../src/handlers/work/handle-together.ts';
import type { Store } from '../../../src/stores/store.ts';
import { handlerWorld } from '../handler-world.ts';

function app(version: string, name = 'app') {
  return `releases/${name}/${version}/f`;
}

describe.each(['Enabled', 'Suspended', 'Never'] as const)('a sweep with versioning %s', (versioning) => {
  test('updates every alias, and a second sweep writes nothing', async () => {
    const world = handlerWorld({ versioning });
    await world.put(app('1.9.0'), app('1.10.0'), app('2.0.0-rc.1'), app('0.5.0', 'other'), 'elsewhere');
    const first = await sweep(world.context, { kind: 'sweep' });
    expect(first).toMatchObject({ objects: 4, aliases: 4, actions: { pointed: 4, failed: 0 } });
    expect(await world.links()).toEqual({
      'releases/app/latest/f': app('1.10.0'),
      'releases/app/v1/f': app('1.10.0'),
      'releases/other/latest/f': app('0.5.0', 'other'),
      'releases/other/v0/f': app('0.5.0', 'other'),
    });
    world.sent.length = 0;
    const second = await sweep(world.context, { kind: 'sweep' });
    expect(second).toMatchObject({ aliases: 4, actions: { unchanged: 4, pointed: 0 }, changed: [] });
    expect(world.sent.filter((operation) => /Put|Delete/.test(operation))).toEqual([]);
  });

  test('removes aliases without candidates, and no links of other programs', async () => {
    const world = handlerWorld({ versioning });
    await world.put(app('1.0.0'), app('1.0.0', 'other'));
    await sweep(world.context, { kind: 'sweep' });
    await world.context.store.send({ operation: 'PutSymlink', key: 'releases/theirs/latest/f', target: 'gone' });
    await world.remove(app('1.0.0'));
    const report = await sweep(world.context, { kind: 'sweep' });
    expect(report.actions).toMatchObject({ removed: 2, unchanged: 3 });
    expect(Object.keys(await world.links())).toEqual([
      'releases/other/latest/f',
      'releases/other/v1/f',
      'releases/theirs/latest/f',
    ]);
  });

  test('reports aliases that it must not replace', async () => {
    const world = handlerWorld({ versioning });
    await world.put(app('1.0.0'), 'releases/app/latest/f');
    const report = await sweep(world.context, { kind: 'sweep' });
    expect(report.changed.find(({ action }) => action === 'refused')).toMatchObject({
      alias: 'releases/app/latest/f',
      why: 'a real object is at the alias key and is not replaced; move it away, or set onConflict: replace',
    });
  });
});

test('keeps an alias that differs from a template of another rule only in the text of a repeated name', async () => {
  const world = handlerWorld({
    rules: `version: 1
rules:
  - name: sdist
    match: { key: 's/{name}/{name}-{version}.tar.gz' }
    order: { by: semver, on: version }
    aliases: ['s/{name}/{name}-latest.tar.gz']
  - name: wheel
    match: { key: 'w/{pkg}/{version}/wheel' }
    order: { by: semver, on: version }
    aliases: ['s/{pkg}/wheel-latest.tar.gz']
`,
  });
  await world.put('s/six/six-1.0.0.tar.gz', 'w/six/2.0.0/wheel');
  await sweep(world.context, { kind: 'sweep' });
  const links = {
    's/six/six-latest.tar.gz': 's/six/six-1.0.0.tar.gz',
    's/six/wheel-latest.tar.gz': 'w/six/2.0.0/wheel',
  };
  expect(await world.links()).toEqual(links);
  world.sent.length = 0;
  expect(await sweep(world.context, { kind: 'sweep' })).toMatchObject({
    actions: { unchanged: 2, removed: 0 },
    changed: [],
  });
  expect(world.sent.filter((operation) => /Put|Delete/.test(operation))).toEqual([]);
  expect(await world.links()).toEqual(links);
});

test('points at candidates that have become old enough, and not at younger ones', async () => {
  const clock = { now: Date.UTC(2026, 10, 20) };
  const world = handlerWorld({
    now: () => clock.now,
    rules: `version: 1
rules:
  - name: app
    match: { prefix: r/, regex: '^r/(?<version>[^/]+)/f$' }
    order: { by: semver, on: version }
    aliases: [{ key: 'r/stable/f', minimumAge: 1h }, 'r/edge/f']
`,
  });
  await world.put('r/1.0.0/f');
  expect((await sweep(world.context, { kind: 'sweep' })).actions).toMatchObject({ pointed: 1, unchanged: 1 });
  clock.now += 3_600_000;
  await world.put('r/1.1.0/f');
  await sweep(world.context, { kind: 'sweep' });
  expect(await world.links()).toEqual({ 'r/edge/f': 'r/1.1.0/f', 'r/stable/f': 'r/1.0.0/f' });
  clock.now += 3_600_000;
  await sweep(world.context, { kind: 'sweep' });
  expect(await world.links()).toEqual({ 'r/edge/f': 'r/1.1.0/f', 'r/stable/f': 'r/1.1.0/f' });
});

test('with a prefix, candidates outside the prefix can win too', async () => {
  const world = handlerWorld();
  await world.put(app('1.0.0'), app('2.0.0'));
  await sweep(world.context, { kind: 'apply' }, { prefix: 'releases/app/1' });
  expect((await world.links())['releases/app/latest/f']).toBe(app('2.0.0'));
});

test('counts an alias that fails, and updates the others', async () => {
  const world = handlerWorld({
    fail: (operation, key) => operation === 'PutSymlink' && key === 'releases/app/latest/f',
  });
  await world.put(app('1.0.0'));
  const report = await sweep(world.context, { kind: 'sweep' });
  expect(report.actions).toMatchObject({ failed: 1, pointed: 1 });
});

/**
 * The handlers, with the key of every write that they send. Listings are answered at once and all else later, so that
 * everything that a pass shows is worked on at the same time, if it ever is.
 */
function watched(context: HandlerContext): { context: HandlerContext; writes: string[] } {
  const writes: string[] = [];
  const store: Store = {
    ...context.store,
    send: async (request) => {
      if (/Put|Delete/.test(request.operation) && 'key' in request) writes.push(request.key);
      for (let turns = request.operation === 'ListObjects' ? 0 : 10; turns > 0; turns--) await turn();
      return context.store.send(request);
    },
  };
  return { context: { ...context, store }, writes };
}

function rulesFor(alias: string): string {
  return `version: 1
rules:
  - name: app
    match: { prefix: releases/, regex: '^releases/(?<app>[a-z]+)/(?<version>[0-9][^/]*)/(?<file>[^/]+)$' }
    order: { by: semver, on: version }
    aliases: ['${alias}']
`;
}

/** Where an alias is relative to its candidates. A link outside their prefix is listed apart from them. */
const PLACES: readonly (readonly [string, string])[] = [
  ['in the prefix of its candidates', 'releases/{app}/latest/{file}'],
  ['before them, in another prefix', 'latest/{app}/{file}'],
  ['after them, in another prefix', 'stable/{app}/{file}'],
  ['in the prefix of the rule, outside that of its candidates', 'releases/@latest/{app}/{file}'],
];
const APPS = ['a', 'b', 'c'];

describe.each(PLACES)('an alias %s', (_, template) => {
  const keyOf = (name: string) => template.replace('{app}', name).replace('{file}', 'f');
  const keys = APPS.map(keyOf).sort();

  describe.each(['Enabled', 'Suspended', 'Never'] as const)('%s', (versioning) => {
    test('is written once and counted once', async () => {
      const world = handlerWorld({ versioning, rules: rulesFor(template) });
      await world.put(...APPS.flatMap((name) => [app('1.0.0', name), app('2.0.0', name)]));
      await sweep(world.context, { kind: 'sweep' });
      await world.remove(...APPS.map((name) => app('2.0.0', name)));
      const { context, writes } = watched(world.context);
      const report = await sweep(context, { kind: 'sweep' });
      expect(writes.sort()).toEqual(keys);
      expect(report.actions).toMatchObject({ pointed: 3, removed: 0, failed: 0 });
      expect(Object.values(await world.links())).toEqual(APPS.map((name) => app('1.0.0', name)));
    });

    test('is removed once', async () => {
      const world = handlerWorld({ versioning, rules: rulesFor(template) });
      await world.put(...APPS.map((name) => app('1.0.0', name)));
      await sweep(world.context, { kind: 'sweep' });
      await world.remove(...APPS.map((name) => app('1.0.0', name)));
      const { context, writes } = watched(world.context);
      const report = await sweep(context, { kind: 'sweep' });
      // With versions, the record of the deletion comes first.
      const each = versioning === 'Enabled' ? 2 : 1;
      expect(writes.sort()).toEqual(keys.flatMap((key) => Array<string>(each).fill(key)));
      expect(report).toMatchObject({ aliases: 3, actions: { removed: 3 } });
    });

    test('is counted once if it is correct', async () => {
      const world = handlerWorld({ versioning, rules: rulesFor(template) });
      await world.put(...APPS.map((name) => app('1.0.0', name)));
      await sweep(world.context, { kind: 'sweep' });
      expect(await sweep(world.context, { kind: 'sweep' })).toMatchObject({ aliases: 3, actions: { unchanged: 3 } });
    });
  });
});

describe('with a prefix', () => {
  const rules = rulesFor('latest/{app}/{file}');

  test.each([
    ['of the links alone', 'latest/', 2],
    ['of the candidates alone', 'releases/', 2],
    ['of one application', 'releases/a/', 1],
    ['of both', '', 2],
  ])('%s, a sweep counts every alias once', async (_, prefix, aliases) => {
    const world = handlerWorld({ rules });
    await world.put(app('1.0.0', 'a'), app('1.0.0', 'b'));
    await sweep(world.context, { kind: 'sweep' });
    const report = await sweep(world.context, { kind: 'apply' }, { prefix });
    expect(report).toMatchObject({ aliases, actions: { unchanged: aliases } });
  });
});

test('reads the listing only as far ahead as aliases are handled together, and one page more', async () => {
  const world = handlerWorld({ rules: rulesFor('latest/{app}/{file}') });
  const PAGES = 20;
  let looked = 0;
  const ahead: number[] = [];
  const store: Store = {
    ...world.context.store,
    send: async (request) => {
      if (request.operation !== 'ListObjects') {
        looked++;
        await turn();
        return world.context.store.send(request);
      }
      const page = Number(request.continuationToken ?? 0);
      if (request.prefix !== 'latest/') return { objects: [], prefixes: [] } as never;
      ahead.push(page * 1000 - looked);
      const objects = Array.from({ length: 1000 }, (_, i) => ({
        key: `latest/app/${String(page * 1000 + i).padStart(9, '0')}`,
        etag: 'E',
        size: 0,
        lastModified: 0,
        type: 'Symlink',
      }));
      return { objects, prefixes: [], ...(page + 1 < PAGES ? { nextToken: String(page + 1) } : {}) } as never;
    },
  };
  expect(await sweep({ ...world.context, store }, { kind: 'sweep' })).toMatchObject({ objects: PAGES * 1000 });
  expect(looked).toBe(PAGES * 1000);
  expect(ahead).toHaveLength(PAGES);
  expect(Math.max(...ahead)).toBeLessThanOrEqual(MOST_TOGETHER + 1000);
});

test('reports its progress after each page, also while no alias is complete', async () => {
  const world = handlerWorld();
  await world.put(...Array.from({ length: 2500 }, (_, i) => app(`1.${i}.0`, 'a')));
  const shown: string[] = [];
  await sweep(
    world.context,
    { kind: 'sweep' },
    { onProgress: ({ objects, aliases }) => shown.push(`${objects} ${aliases}`) },
  );
  expect([...new Set(shown)]).toEqual(['1000 0', '2000 0', '2500 0', '2500 1', '2500 2']);
});

describe('an interrupted sweep', () => {
  const names = [...'abcdefghij'].flatMap((first) => [...'abc'].map((second) => first + second));

  test.each([
    [1, 'latest/{app}/{file}'],
    [4, 'releases/{app}/latest/{file}'],
    [16, 'stable/{app}/{file}'],
  ])('with %i aliases at once, is finished by a sweep from its resume point: %s', async (concurrency, template) => {
    const world = handlerWorld({ rules: rulesFor(template) });
    await world.put(...names.map((name) => app('1.0.0', name)));
    const stop = new AbortController();
    const changed = new Set<string>();
    let resumeAfter: string | undefined;
    const first = await sweep(
      world.context,
      { kind: 'sweep' },
      {
        concurrency,
        signal: stop.signal,
        onChange: ({ alias }) => {
          changed.add(alias);
          if (changed.size === 12) stop.abort();
        },
        onProgress: (progress) => {
          resumeAfter = progress.resumeAfter;
        },
      },
    );
    expect(first.actions.pointed).toBeGreaterThanOrEqual(12);
    expect(first.actions.pointed).toBeLessThan(30);
    expect(resumeAfter).toBeDefined();
    world.sent.length = 0;
    const rest = await sweep(world.context, { kind: 'sweep' }, { startAfter: resumeAfter ?? '' });
    expect(first.actions.pointed + rest.actions.pointed).toBe(30);
    expect(Object.keys(await world.links())).toHaveLength(30);
    // The candidates of the aliases that are left, and at most all links.
    expect(rest.objects).toBeLessThanOrEqual(30 - first.actions.pointed + 30);
  });

  test('meets an alias that failed again', async () => {
    let broken = true;
    const world = handlerWorld({
      fail: (operation, key) => broken && operation === 'PutSymlink' && key === 'releases/b/latest/f',
    });
    await world.put(...['a', 'b', 'c', 'd'].map((name) => app('1.0.0', name)));
    let resumeAfter: string | undefined;
    const options: SweepOptions = {
      onProgress: (progress) => {
        resumeAfter = progress.resumeAfter;
      },
    };
    expect((await sweep(world.context, { kind: 'sweep' }, options)).actions).toMatchObject({ pointed: 7, failed: 1 });
    expect(resumeAfter).toBe(app('1.0.0', 'a'));
    broken = false;
    const again = await sweep(world.context, { kind: 'sweep' }, { startAfter: resumeAfter ?? '' });
    expect(again.actions).toMatchObject({ pointed: 1, failed: 0 });
  });
});

describe('links whose target is gone', () => {
  test.each(PLACES)('are counted once and reported: an alias %s', async (_, template) => {
    const world = handlerWorld({ rules: rulesFor(template) });
    await world.put(...APPS.flatMap((name) => [app('1.0.0', name), app('2.0.0', name)]));
    await sweep(world.context, { kind: 'sweep' });
    await world.remove(app('2.0.0', 'a'), app('1.0.0', 'b'), app('2.0.0', 'b'));
    const foreign = template.replace('{app}', 'zz').replace('{file}', 'f');
    await world.context.store.send({ operation: 'PutSymlink', key: foreign, target: 'nowhere' });
    const report = await sweep(world.context, { kind: 'sweep' });
    expect(report).toMatchObject({ dangling: 3, actions: { pointed: 1, removed: 1 } });
    expect(report.changed.map(({ action, dangling }) => [action, dangling]).sort()).toEqual([
      ['pointed', true],
      ['removed', true],
      ['unchanged', true],
    ]);
    expect(world.log.filter(({ dangling }) => dangling === true)).toHaveLength(3);
    expect(await sweep(world.context, { kind: 'sweep' })).toMatchObject({ dangling: 1, changed: [{ to: 'nowhere' }] });
  });

  test('are not counted if every alias is correct', async () => {
    const world = handlerWorld();
    await world.put(app('1.0.0'));
    await sweep(world.context, { kind: 'sweep' });
    await world.put(app('2.0.0'));
    expect(await sweep(world.context, { kind: 'sweep' })).toMatchObject({ dangling: 0 });
  });
});

describe('aliases that move together', () => {
  const rulesOf = (alias: string, more = '') => `version: 1
rules:
  - name: one
    match: { prefix: r/, regex: '^r/(?<app>[a-z]+)/(?<version>[0-9][^/]*)/(?<file>[^/]+)$' }
    order: { by: semver, on: version }
    release: { of: '{app}/{version}', complete: ['r/{app}/{version}/DONE'] }
    aliases: ['${alias}']
${more}`;
  const PLACES = [
    ['in the prefix of their releases', 'r/{app}/latest/{file}'],
    ['before them', 'latest/{app}/{file}'],
    ['after them', 'stable/{app}/{file}'],
    ['with the file first', '{file}/of/{app}'],
  ] as const;
  const release = (version: string, files = ['x', 'y', 'DONE'], name = 'a') =>
    files.map((file) => `r/${name}/${version}/${file}`);

  describe.each(PLACES)('%s', (_, alias) => {
    const keyOf = (file: string, name = 'a') => alias.replace('{app}', name).replace('{file}', file);
    const shows = (version: string, files = ['x', 'y', 'DONE'], name = 'a') =>
      Object.fromEntries(files.map((file) => [keyOf(file, name), `r/${name}/${version}/${file}`]));

    test('a half-moved group is finished, and a second sweep writes nothing', async () => {
      let writes = 0;
      const dies = { now: true };
      const world = handlerWorld({
        rules: rulesOf(alias),
        fail: (operation) => dies.now && operation === 'PutSymlink' && ++writes > 4,
      });
      await world.put(...release('1.0.0'));
      await sweep(world.context, { kind: 'sweep' });
      await world.put(...release('2.0.0'), ...release('3.0.0', ['x', 'y']));
      const report = await sweep(world.context, { kind: 'sweep' });
      expect(report.actions).toMatchObject({ failed: 1 });
      dies.now = false;
      await sweep(world.context, { kind: 'sweep' });
      expect(await world.links()).toEqual(shows('2.0.0'));
      world.sent.length = 0;
      const again = await sweep(world.context, { kind: 'sweep' });
      expect(again).toMatchObject({ aliases: 3, actions: { unchanged: 3 }, changed: [], dangling: 0 });
      expect(world.sent.filter((operation) => /Put|Delete/.test(operation))).toEqual([]);
    });

    test('are counted, and those whose target was gone are reported', async () => {
      const world = handlerWorld({ rules: rulesOf(alias) });
      await world.put(...release('1.0.0'), ...release('1.0.0', ['x', 'DONE'], 'b'));
      expect(await sweep(world.context, { kind: 'sweep' })).toMatchObject({
        objects: 5,
        aliases: 5,
        dangling: 0,
        actions: { pointed: 5, failed: 0 },
      });
      await world.remove('r/a/1.0.0/y', ...release('1.0.0', ['x', 'DONE'], 'b'));
      const report = await sweep(world.context, { kind: 'sweep' });
      expect(report).toMatchObject({ dangling: 3, actions: { removed: 3, failed: 0 } });
      expect(await world.links()).toEqual(shows('1.0.0', ['x', 'DONE']));
      const again = await sweep(world.context, { kind: 'sweep' });
      expect(again).toMatchObject({ aliases: 2, actions: { unchanged: 2 } });
    });

    test('a group is updated as a whole if only a part of it is listed', async () => {
      const world = handlerWorld({ rules: rulesOf(alias) });
      await world.put(...release('1.0.0'), ...release('2.0.0'));
      await sweep(world.context, { kind: 'sweep' }, { prefix: 'r/a/1' });
      expect(await world.links()).toEqual(shows('2.0.0'));
    });
  });

  // The key of the link is under the listed prefix, although aliases of the group can have any key.
  test('a link among the releases is removed with its candidate', async () => {
    const rules = `version: 1
rules:
  - name: any
    match: { regex: '^r/(?<version>[0-9][^/]*)/(?<path>.+)$' }
    order: { by: semver, on: version }
    release: { of: '{version}', complete: ['r/{version}/DONE'] }
    aliases: ['{path}']
`;
    const world = handlerWorld({ rules });
    await world.put('r/1.0.0/r/x', 'r/1.0.0/y', 'r/1.0.0/DONE');
    await sweep(world.context, { kind: 'sweep' });
    expect(Object.keys(await world.links())).toEqual(['DONE', 'r/x', 'y']);
    await world.remove('r/1.0.0/r/x');
    await sweep(world.context, { kind: 'sweep' });
    expect(Object.keys(await world.links())).toEqual(['DONE', 'y']);
  });

  test('a protected alias is counted and not reported, because only a person moves it', async () => {
    const world = handlerWorld({ rules: rulesOf('r/{app}/latest/{file}', '    protected: true\n') });
    await world.put(...release('1.0.0'));
    const report = await sweep(world.context, { kind: 'sweep' });
    expect(report).toMatchObject({ aliases: release('1.0.0').length, changed: [] });
    expect(report.actions.protected).toBe(report.aliases);
    expect(await world.links()).toEqual({});
  });
});

describe('objects that no order can read', () => {
  const KEY = 'releases/a/nightly/f';
  const why = '"nightly" is not a semantic version (like 1.10.0 or 2.0.0-rc.1)';
  const alias = 'releases/a/latest/f';

  test('are counted in the report and in the log line', async () => {
    const world = handlerWorld();
    await world.put('releases/a/1.0.0/f', KEY, 'releases/only/x/f', 'releases/a/1.0.0-rc.1/f');
    const { unread } = await sweep(world.context, { kind: 'sweep' });
    const examples = [
      { key: KEY, why },
      { key: 'releases/only/x/f', why: why.replace('nightly', 'x') },
    ];
    expect(unread).toEqual({
      objects: 2,
      aliases: 2,
      rules: [{ rule: 'app', objects: 2, examples }],
      listed: [
        { rule: 'app', alias, objects: 1, examples: [examples[0]] },
        { rule: 'app', alias: 'releases/only/latest/f', objects: 1, examples: [examples[1]] },
      ],
    });
    expect(world.log.at(-1)).toMatchObject({
      action: 'swept',
      unread: { objects: 2, aliases: 2, rules: [{ rule: 'app', objects: 2, examples: [{ key: KEY, why }] }] },
    });
  });

  test('the last line has the counts that alarms read', async () => {
    const world = handlerWorld();
    await world.put('releases/a/1.0.0/f');
    await sweep(world.context, { kind: 'sweep' });
    expect(world.log.at(-1)).toMatchObject({
      ...{ level: 'info', bucket: 'demo', event: 'sweep', action: 'swept', dangling: 0, objects: 1, aliases: 2 },
      actions: { pointed: 2, removed: 0, unchanged: 0, refused: 0, yielded: 0, failed: 0 },
      ...{ requests: expect.any(Number), milliseconds: expect.any(Number), unread: { objects: 0 } },
    });
  });

  test('cost no request, and an alias that was changed names its own', async () => {
    const [plain, more] = [handlerWorld(), handlerWorld()];
    await plain.put('releases/a/1.0.0/f');
    await more.put('releases/a/1.0.0/f', KEY, 'releases/only/x/f');
    await sweep(plain.context, { kind: 'sweep' });
    const { changed } = await sweep(more.context, { kind: 'sweep' });
    expect(more.sent).toEqual(plain.sent);
    expect(changed.map((one) => [one.alias, one.unread?.objects])).toEqual([
      [alias, 1],
      ['releases/a/v1/f', undefined],
    ]);
  });

  test('are absent from a report without any', async () => {
    const world = handlerWorld();
    await world.put('releases/a/1.0.0/f', 'releases/a/1.0.0-rc.1/f', 'releases/a/latest/f');
    const { unread } = await sweep(world.context, { kind: 'sweep' });
    expect(unread).toEqual({ objects: 0, aliases: 0, rules: [], listed: [] });
  });
});
