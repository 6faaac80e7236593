import { describe, expect, test } from 'vitest';
import { applyKeys, handleChanges } from '../../../src/handlers/work/handle-changes.ts';
import { parseRules } from '../../../src/rules/file/parse-rules.ts';
import type { Groups } from '../../../src/rules/pattern/groups.ts';
import { createRuleSet } from '../../../src/rules/rule-set.ts';
import { fieldsOf } from '../../rules/rule-fields.ts';
import { handlerWorld, RULES } from '../handler-world.ts';
import { RELEASE_RULES, setKey, wholeRelease } from '../release-world.ts';

function change(key: string, event = 'ObjectCreated:PutObject') {
  return {
    key,
    cause: { kind: 'change' as const, event, key },
  };
}

function app(version: string) {
  return `releases/app/${version}/f`;
}

describe('handleChanges', () => {
  test('updates every alias of a key, and logs one line for each', async () => {
    const world = handlerWorld();
    await world.put(app('1.2.0'));
    await handleChanges(world.context, [change(app('1.2.0'))]);
    expect(await world.links()).toEqual({ 'releases/app/latest/f': app('1.2.0'), 'releases/app/v1/f': app('1.2.0') });
    expect(
      world.log.map(({ alias, action, from, to, requests, roundTrips }) => [
        alias,
        action,
        from,
        to,
        requests,
        roundTrips,
      ]),
    ).toEqual([
      ['releases/app/latest/f', 'pointed', null, app('1.2.0'), 8, 3],
      // The alias above has read the object and its marker, before the writes and after them.
      ['releases/app/v1/f', 'pointed', null, app('1.2.0'), 4, 3],
    ]);
    expect(world.log[0]).toMatchObject({
      event: `ObjectCreated:PutObject ${app('1.2.0')}`,
      rule: 'app',
      bucket: 'demo',
    });
  });

  const THREE = RULES.replace("aliases: ['", "aliases: ['releases/{app}/v{version.major}.{version.minor}/{file}', '");

  test.each([
    ['with markers', THREE, 16],
    ['without markers', `${THREE}    withdraw: false\n`, 14],
  ])('moves three aliases of one event in three round trips, %s', async (_, rules, requests) => {
    const world = handlerWorld({ rules });
    await world.put(app('1.2.0'));
    await handleChanges(world.context, [change(app('1.2.0'))]);
    await world.put(app('1.2.1'));
    world.sent.length = 0;
    const { handled } = await handleChanges(world.context, [change(app('1.2.1'))]);
    expect(handled.map(({ report }) => [report.to, report.roundTrips])).toEqual(
      Array.from({ length: 3 }, () => [app('1.2.1'), 3]),
    );
    expect(world.sent).toHaveLength(requests);
    expect(handled.reduce((sum, { report }) => sum + report.requests, 0)).toBe(requests);
  });

  test.each([
    ['3 objects', 3],
    ['1,500 objects, which are two pages', 1500],
  ])('after the winner was deleted, readers are served before the group is listed: %s', async (_, size) => {
    const world = handlerWorld({ rules: RULES.replace(", 'releases/{app}/v{version.major}/{file}'", '') });
    const versions = Array.from({ length: size }, (_, i) => app(`1.0.${i}`));
    await world.put(...versions);
    for (const shown of [app('1.0.0'), app('2.0.0')]) {
      await world.put(shown);
      await handleChanges(world.context, [change(shown)]);
    }
    await world.remove(app('2.0.0'));
    world.sent.length = 0;
    const { handled } = await handleChanges(world.context, [change(app('2.0.0'), 'ObjectRemoved:DeleteObject')]);
    const before = world.sent.slice(0, world.sent.indexOf('PutSymlink') + 1);
    // Four reads find that the target is gone, and at most 12 requests follow.
    expect(before.length).toBeLessThanOrEqual(16);
    expect(before).not.toContain('ListObjects');
    expect(handled.map(({ report }) => report.to)).toEqual([versions.at(-1)]);
  });

  test('handles the changes of one alias together', async () => {
    const world = handlerWorld();
    await world.put(app('1.0.0'), app('1.1.0'), app('1.2.0'));
    const { handled } = await handleChanges(
      world.context,
      ['1.0.0', '1.1.0', '1.2.0'].map((version) => change(app(version))),
    );
    expect(handled.map(({ report }) => [report.alias, report.to])).toEqual([
      ['releases/app/latest/f', app('1.2.0')],
      ['releases/app/v1/f', app('1.2.0')],
    ]);
    expect(world.sent.filter((operation) => operation === 'PutSymlink')).toHaveLength(2);
  });

  test.each([
    ['the winner comes last', [change(app('1.0.0')), change(app('1.1.0'))]],
    ['its removal came before', [change(app('1.1.0'), 'ObjectRemoved:DeleteObject'), change(app('1.1.0'))]],
  ])('an upload in a batch creates the alias under onDelete: remove if %s', async (_, changes) => {
    const world = handlerWorld({ versioning: 'Never', rules: `${RULES}    onDelete: remove\n` });
    await world.put(app('1.0.0'), app('1.1.0'));
    await handleChanges(world.context, changes);
    expect(await world.links()).toMatchObject({ 'releases/app/latest/f': app('1.1.0') });
  });

  test('writes nothing for a repeated event', async () => {
    const world = handlerWorld();
    await world.put(app('1.0.0'));
    await handleChanges(world.context, [change(app('1.0.0'))]);
    world.sent.length = 0;
    await handleChanges(world.context, [change(app('1.0.0'))]);
    expect(world.sent.sort()).toEqual([
      'GetSymlink',
      'GetSymlink',
      // The object and its marker, each once for both aliases.
      'HeadObject',
      'HeadObject',
      'ListObjectVersions',
      'ListObjectVersions',
    ]);
  });

  test.each([
    ['a key that no rule matches', 'other/thing', 'no rule matches the key'],
    ['a text that is not a version', app('nightly'), '"nightly" is not a semantic version (like 1.10.0 or 2.0.0-rc.1)'],
    ['a prerelease', app('1.0.0-rc.1'), '"1.0.0-rc.1" is a prerelease, and this alias does not accept prereleases'],
    ['an alias', 'releases/app/latest/f', '"latest" is not a semantic version (like 1.10.0 or 2.0.0-rc.1)'],
  ])('%s costs no request, and the log says why', async (_, key, why) => {
    const world = handlerWorld();
    expect((await handleChanges(world.context, [change(key)])).handled).toEqual([]);
    expect(world.sent).toEqual([]);
    expect(world.log.length).toBeGreaterThan(0);
    for (const entry of world.log) expect(entry).toMatchObject({ key, action: 'skipped', why });
  });

  test.each([
    ['that no order can read: one warning', app('nightly'), [['warn', 'unread']]],
    [
      'of a prerelease: no warning',
      app('1.0.0-rc.1'),
      [
        ['info', 'prerelease'],
        ['info', 'prerelease'],
      ],
    ],
    [
      'of an alias: no warning',
      'releases/app/latest/f',
      [
        ['info', 'at-alias'],
        ['info', 'at-alias'],
      ],
    ],
  ])('a key %s', async (_, key, expected) => {
    const world = handlerWorld();
    await handleChanges(world.context, [change(key)]);
    expect(world.log.map(({ level, kind }) => [level, kind])).toEqual(expected);
  });

  test('updates the other aliases if one fails', async () => {
    const world = handlerWorld({
      fail: (operation, key) => operation === 'GetSymlink' && key === 'releases/app/latest/f',
    });
    await world.put(app('1.0.0'));
    const { handled } = await handleChanges(world.context, [change(app('1.0.0'))]);
    expect(handled.map(({ report, error }) => [report.alias, report.action, error instanceof Error])).toEqual([
      ['releases/app/latest/f', 'failed', true],
      ['releases/app/v1/f', 'pointed', false],
    ]);
    expect(world.log[0]).toMatchObject({ level: 'error', why: 'GetSymlink releases/app/latest/f failed' });
  });

  test('writes an alias again that another program removed', async () => {
    const world = handlerWorld();
    await world.put(app('1.0.0'));
    await handleChanges(world.context, [change(app('1.0.0'))]);
    await world.remove('releases/app/latest/f');
    await handleChanges(world.context, [change('releases/app/latest/f', 'ObjectRemoved:DeleteObject')]);
    expect((await world.links())['releases/app/latest/f']).toBe(app('1.0.0'));
  });

  test('skips an alias that would be a candidate of another rule', async () => {
    const world = handlerWorld({
      rules: `version: 1
rules:
  - name: pair
    match: { prefix: r/, regex: '^r/(?<a>[^/]+)/(?<b>[^/]+)/(?<v>[0-9]+)$' }
    order: { by: number, on: v }
    aliases: ['r/{a}/{b}']
  - name: special
    match: { prefix: r/, regex: '^r/special/(?<v>[0-9]{3})$' }
    order: { by: number, on: v }
    aliases: ['s']
`,
    });
    await handleChanges(world.context, [change('r/special/123/1')]);
    expect(world.sent).toEqual([]);
    expect(world.log).toMatchObject([
      { action: 'skipped', why: 'the alias r/special/123 would itself be a candidate of rule special, a loop' },
    ]);
  });
});

describe('aliases that move together', () => {
  const rulesOf = (more = '') => `version: 1
rules:
  - name: one
    match: { prefix: r/, regex: '^r/(?<app>[a-z]+)/(?<version>[0-9][^/]*)/(?<file>[^/]+)$' }
    order: { by: semver, on: version }
    release: { of: '{app}/{version}', complete: ['r/{app}/{version}/sub/DONE'] }
    aliases: ['r/{app}/latest/{file}']
${more}`;
  const PLAIN = `  - name: plain
    match: { prefix: r/, regex: '^r/(?<app>[a-z]+)/(?<version>[0-9][^/]*)/(?<file>[^/]+)$' }
    order: { by: semver, on: version }
    aliases: ['plain/{app}/{file}', 'r/{app}/latest/{file}']
`;
  const FILES = ['r/a/1.0.0/x', 'r/a/1.0.0/y', 'r/a/1.0.0/sub/DONE'];
  const SHOWN = { 'r/a/latest/x': 'r/a/1.0.0/x', 'r/a/latest/y': 'r/a/1.0.0/y' };
  const listings = (sent: readonly string[]) => sent.filter((operation) => operation === 'ListObjects').length;

  test('a batch updates a group once', async () => {
    const world = handlerWorld({ rules: rulesOf() });
    await world.put(...FILES);
    const { handled } = await handleChanges(
      world.context,
      FILES.map((key) => change(key)),
    );
    expect(handled.map(({ report: { alias, action, release } }) => [alias, action, release])).toEqual([
      ['r/a/latest/x', 'pointed', 'a/1.0.0'],
      ['r/a/latest/y', 'pointed', 'a/1.0.0'],
    ]);
    // Once before the writes and once after them.
    expect(listings(world.sent)).toBe(2);
    expect(await world.links()).toEqual(SHOWN);
  });

  test('a file of `complete` moves the group, even if the regex does not match it; another file does not', async () => {
    const world = handlerWorld({ rules: rulesOf() });
    await world.put('r/a/1.0.0/x', 'r/a/1.0.0/y');
    expect((await handleChanges(world.context, [change('r/a/1.0.0/x')])).handled).toEqual([]);
    expect(world.log).toMatchObject([
      { alias: 'r/a/latest/{file}', action: 'unchanged', why: 'no release is complete', requests: 1 },
    ]);
    await world.put('r/a/1.0.0/sub/DONE');
    await handleChanges(world.context, [change('r/a/1.0.0/sub/DONE')]);
    expect(await world.links()).toEqual(SHOWN);
    await world.remove('r/a/1.0.0/sub/DONE');
    await handleChanges(world.context, [change('r/a/1.0.0/sub/DONE', 'ObjectRemoved:DeleteObject')]);
    expect(await world.links()).toEqual({});
  });

  test('an alias that another program removed is written again', async () => {
    const world = handlerWorld({ rules: rulesOf() });
    await world.put(...FILES);
    await handleChanges(world.context, [change('r/a/1.0.0/x')]);
    await world.remove('r/a/latest/x');
    const { handled } = await handleChanges(world.context, [change('r/a/latest/x', 'ObjectRemoved:DeleteObject')]);
    expect(handled.map(({ report: { alias, action } }) => [alias, action])).toEqual([
      ['r/a/latest/x', 'pointed'],
      ['r/a/latest/y', 'unchanged'],
    ]);
    expect(await world.links()).toEqual(SHOWN);
  });

  test('a link that another program wrote stays, and is undone under guard', async () => {
    for (const [more, expected] of [
      ['', 'elsewhere'],
      ['    guard: true\n', 'r/a/1.0.0/x'],
    ] as const) {
      const world = handlerWorld({ rules: rulesOf(more) });
      await world.put(...FILES);
      await handleChanges(world.context, [change('r/a/1.0.0/x')]);
      await world.context.store.send({ operation: 'PutSymlink', key: 'r/a/latest/x', target: 'elsewhere' });
      await handleChanges(world.context, [change('r/a/latest/x', 'ObjectCreated:PutSymlink')]);
      expect((await world.links())['r/a/latest/x']).toBe(expected);
    }
  });

  test('a rule without releases has its own aliases of the same objects; the first rule owns an alias that both give', async () => {
    const world = handlerWorld({ rules: rulesOf(PLAIN) });
    await world.put('r/a/1.0.0/x');
    await handleChanges(world.context, [change('r/a/1.0.0/x')]);
    expect(await world.links()).toEqual({ 'plain/a/x': 'r/a/1.0.0/x' });
    await world.put('r/a/1.0.0/sub/DONE');
    await handleChanges(world.context, [change('r/a/1.0.0/sub/DONE')]);
    expect(await world.links()).toEqual({ 'plain/a/x': 'r/a/1.0.0/x', 'r/a/latest/x': 'r/a/1.0.0/x' });
  });

  test('a rule without releases owns the alias if it comes first', async () => {
    const rules = `version: 1\nrules:\n${PLAIN}${rulesOf().replace(/^[\s\S]*?rules:\n/, '')}`;
    const world = handlerWorld({ rules });
    await world.put('r/a/1.0.0/x', 'r/a/2.0.0/x', 'r/a/1.0.0/sub/DONE');
    await handleChanges(
      world.context,
      ['r/a/1.0.0/sub/DONE', 'r/a/2.0.0/x'].map((key) => change(key)),
    );
    expect(await world.links()).toEqual({ 'plain/a/x': 'r/a/2.0.0/x', 'r/a/latest/x': 'r/a/2.0.0/x' });
  });

  test('a key that is not part of a release is skipped, and the log says why', async () => {
    const world = handlerWorld({
      rules: rulesOf().replace('(?<app>[a-z]+)/', '(?:(?<app>[a-z]+)/)?').replace('r/{app}/latest', 'latest'),
    });
    expect((await handleChanges(world.context, [change('r/1.0.0/x')])).handled).toEqual([]);
    expect(world.sent).toEqual([]);
    expect(world.log).toMatchObject([
      { key: 'r/1.0.0/x', action: 'skipped', why: 'a group of release.of did not take part in the match' },
    ]);
  });

  // By its key, the alias could also be a file of `complete` in a release "stable".
  test('an alias whose key fits an entry of `complete` is written again too', async () => {
    const rules = `version: 1
rules:
  - name: one
    match: { prefix: r/, regex: '^r/(?<app>[a-z]+)/(?<version>[^/]+)/files/(?<file>[^/]+)$' }
    order: { by: uploaded }
    release: { of: '{app}/{version}', complete: ['r/{app}/{version}/*.sum'] }
    aliases: ['latest/{app}/{file}']
  - name: sums
    match: { prefix: sums/, regex: '^sums/(?<app>[a-z]+)/(?<n>[0-9]+)$' }
    order: { by: number, on: n }
    aliases: ['r/{app}/stable/a.sum']
`;
    const world = handlerWorld({ rules });
    await world.put('sums/a/1', 'r/a/1/files/x', 'r/a/1/a.sum');
    await handleChanges(world.context, [change('sums/a/1'), change('r/a/1/a.sum')]);
    const links = { 'latest/a/x': 'r/a/1/files/x', 'r/a/stable/a.sum': 'sums/a/1' };
    expect(await world.links()).toEqual(links);
    await world.remove('r/a/stable/a.sum');
    await handleChanges(world.context, [change('r/a/stable/a.sum', 'ObjectRemoved:DeleteObject')]);
    expect(await world.links()).toEqual(links);
  });
});

describe('applyKeys', () => {
  function app(version: string) {
    return `releases/app/${version}/f`;
  }

  test('updates each alias once, however many of the keys affect it', async () => {
    const world = handlerWorld();
    await world.put(app('1.0.0'), app('2.0.0'));
    const { reports } = await applyKeys(world.context, [app('1.0.0'), app('2.0.0'), app('latest')]);
    expect(reports.map(({ alias, action, to }) => [alias, action, to]).toSorted()).toEqual([
      [app('latest'), 'pointed', app('2.0.0')],
      [app('v1'), 'pointed', app('1.0.0')],
      [app('v2'), 'pointed', app('2.0.0')],
    ]);
    const link = await world.context.store.send({ operation: 'GetSymlink', key: app('v1') });
    expect(link).toMatchObject({ metadata: { 'autoalias-cause': `apply ${app('1.0.0')}` } });
  });

  test('returns a failure as a report among the others', async () => {
    const world = handlerWorld({ fail: (operation, key) => operation === 'PutSymlink' && key === app('v1') });
    await world.put(app('1.0.0'));
    const { reports } = await applyKeys(world.context, [app('1.0.0')]);
    expect(reports.map(({ alias, action }) => [alias, action]).toSorted()).toEqual([
      [app('latest'), 'pointed'],
      [app('v1'), 'failed'],
    ]);
  });

  test('returns no report and sends no request for keys of no rule', async () => {
    const world = handlerWorld();
    expect((await applyKeys(world.context, ['elsewhere', app('abc')])).reports).toEqual([]);
    expect(world.sent).toEqual([]);
  });
});

describe('a key is read once per rule', () => {
  const THREE_ALIASES = `version: 1
rules:
  - name: app
    match: { prefix: releases/, regex: '^releases/(?<app>[^/]+)/(?<version>[^/]+)/(?<file>[^/]+)$' }
    order: { by: semver, on: version }
    aliases: ['releases/{app}/latest/{file}', 'releases/{app}/v{version.major}/{file}', 'newest/{app}']
  - name: release
    match: { prefix: releases/, regex: '^releases/(?<app>[^/]+)/(?<version>[0-9][^/]*)/(?<file>[^/]+)$' }
    order: { by: semver, on: version }
    release: { of: '{app}/{version}', complete: ['releases/{app}/{version}/sub/DONE'] }
    aliases: ['whole/{app}/{file}']
`;

  /** The rules, and how often each of them matched and ordered a key. */
  function countedRules() {
    const counts: Record<string, number> = {};
    const count = (name: string): void => {
      counts[name] = (counts[name] ?? 0) + 1;
    };
    const rules = parseRules(THREE_ALIASES, 'test.yaml').rules.map((rule) => ({
      ...fieldsOf(rule),
      form: undefined,
      pattern: {
        ...rule.pattern,
        match: (key: string) => {
          count(`${rule.name} matches ${key}`);
          return rule.pattern.match(key);
        },
      },
      order: {
        ...rule.order,
        read: (groups: Groups) => {
          const reading = rule.order.read(groups);
          count(`${rule.name} orders ${reading.orderText}`);
          return reading;
        },
      },
    }));
    return { ruleSet: createRuleSet(rules), counts };
  }

  test.each([
    ['created', 'ObjectCreated:PutObject', 3],
    ['created again', 'ObjectCreated:PutObject', 3],
    ['deleted', 'ObjectRemoved:DeleteObject', 3],
  ])('when an object is %s', async (what, event, aliases) => {
    const world = handlerWorld();
    await world.put(app('1.0.0'));
    const { ruleSet, counts } = countedRules();
    const context = { ...world.context, ruleSet };
    if (what !== 'created') await handleChanges(context, [change(app('1.0.0'))]);
    if (what === 'deleted') await world.remove(app('1.0.0'));
    for (const name of Object.keys(counts)) delete counts[name];
    const { handled } = await handleChanges(context, [change(app('1.0.0'), event)]);
    expect(handled).toHaveLength(aliases);
    expect(counts[`app matches ${app('1.0.0')}`]).toBe(1);
    expect(counts['app orders 1.0.0']).toBe(1);
  });
});

describe('markers', () => {
  const marker = 'releases/app/2.0.0/.withdrawn';

  async function withdrawn() {
    const world = handlerWorld();
    await world.put(app('1.0.0'), app('2.0.0'), 'releases/app/2.0.0/g', 'releases/app/2.0.0/README/x');
    await handleChanges(world.context, [change(app('2.0.0')), change('releases/app/2.0.0/g')]);
    await world.put(marker);
    world.log.length = 0;
    return world;
  }

  test('a marker moves every alias of what it covers, with the marker as the cause', async () => {
    const world = await withdrawn();
    const { handled, skipped } = await handleChanges(world.context, [change(marker)]);
    expect(handled.map(({ report: { alias, action, to } }) => [alias, action, to])).toEqual([
      ['releases/app/latest/f', 'pointed', app('1.0.0')],
      ['releases/app/latest/g', 'removed', null],
      ['releases/app/v2/f', 'removed', null],
      ['releases/app/v2/g', 'removed', null],
    ]);
    // The other objects of the folder are not reported one by one.
    expect(skipped).toEqual([]);
    expect(world.log.map(({ event }) => event)).toEqual(Array(4).fill(`ObjectCreated:PutObject ${marker}`));
    expect(world.log.find(({ to }) => to === app('1.0.0'))).toMatchObject({
      why: 'its target is withdrawn; the greatest candidate',
    });
  });

  test('the removal of the marker brings everything back', async () => {
    const world = await withdrawn();
    await handleChanges(world.context, [change(marker)]);
    await world.context.store.send({ operation: 'DeleteObject', key: marker });
    await handleChanges(world.context, [change(marker, 'ObjectRemoved:DeleteObject')]);
    expect(await world.links()).toEqual({
      'releases/app/latest/f': app('2.0.0'),
      'releases/app/latest/g': 'releases/app/2.0.0/g',
      'releases/app/v2/f': app('2.0.0'),
      'releases/app/v2/g': 'releases/app/2.0.0/g',
    });
  });

  test('a command names the marker', async () => {
    const world = await withdrawn();
    const { reports } = await applyKeys(world.context, [marker]);
    expect(reports.map(({ alias }) => alias)).toContain('releases/app/latest/f');
    expect(await world.links()).toMatchObject({ 'releases/app/latest/f': app('1.0.0') });
  });

  test('an upload under a withdrawn version logs that it stays withdrawn', async () => {
    const world = await withdrawn();
    await handleChanges(world.context, [change(marker)]);
    world.log.length = 0;
    await handleChanges(world.context, [change(app('2.0.0'))]);
    expect(world.log.map(({ alias, why }) => [alias, why])).toEqual([
      ['releases/app/latest/f', `it is withdrawn, and stays so until ${marker} is deleted`],
      ['releases/app/v2/f', 'no candidates, and no alias'],
    ]);
  });

  test.each(['releases/app/3.0.0/.withdrawn', 'releases/app/.withdrawn', 'releases/app/1.0.0/f.withdrawn'])(
    '%s covers nothing',
    async (key) => {
      const world = await withdrawn();
      const { handled, skipped } = await handleChanges(world.context, [change(key)]);
      expect(handled).toEqual([]);
      expect(skipped).toEqual([{ key, kind: 'marker', why: 'it is a marker, and no candidate that it covers exists' }]);
    },
  );

  test('if the covered objects cannot be listed, the marker fails, and other changes are handled', async () => {
    const world = await withdrawn();
    const send: typeof world.context.store.send = (request) => {
      if (request.operation === 'ListObjects' && request.prefix === 'releases/app/2.0.0/') throw new Error('no answer');
      return world.context.store.send(request);
    };
    const context = { ...world.context, store: { ...world.context.store, send } };
    const { handled } = await handleChanges(context, [change(marker), change(app('1.0.0'))]);
    expect(
      handled.map(({ report: { rule, alias, action, why }, error }) => [rule, alias, action, why, error !== undefined]),
    ).toEqual([
      ['app', marker, 'failed', 'the objects that it covers could not be listed: no answer', true],
      ['app', 'releases/app/latest/f', expect.anything(), expect.anything(), false],
      ['app', 'releases/app/v1/f', 'pointed', expect.anything(), false],
    ]);
  });
});

describe('applyKeys counts the objects that an order cannot read', () => {
  test('of an alias that moves alone', async () => {
    const { context, put } = handlerWorld();
    await put('releases/a/1.0.0/f', 'releases/a/nightly/f', 'releases/a/weekly/f', 'releases/a/nightly/g');
    const { reports } = await applyKeys(context, ['releases/a/1.0.0/f']);
    const why = expect.stringContaining('is not a semantic version');
    const examples = ['nightly', 'weekly'].map((version) => ({ key: `releases/a/${version}/f`, why }));
    expect(reports).toMatchObject([
      { alias: 'releases/a/latest/f', action: 'pointed', unread: { objects: 2, examples } },
      { alias: 'releases/a/v1/f', action: 'pointed' },
    ]);
    // Nothing says to which line of versions such an object belongs.
    expect(reports[1]).not.toHaveProperty('unread');
  });

  test('of aliases that move together', async () => {
    const { context, put } = handlerWorld({ rules: RELEASE_RULES });
    await put(...wholeRelease('1.0.0', 'f', 'g'), setKey('nightly', 'f'), setKey('weekly', 'f'));
    const { reports } = await applyKeys(context, [setKey('1.0.0', 'f')]);
    const unread = reports.flatMap((report) => (report.unread ? [[report.alias, report.unread.objects]] : []));
    expect(unread).toEqual([['sets/a/latest/f', 2]]);
  });

  test('of nothing else', async () => {
    const { context, put } = handlerWorld();
    await put('releases/a/1.0.0/f', 'releases/a/1.1.0-rc.1/f', 'releases/b/nightly/f');
    const { reports } = await applyKeys(context, ['releases/a/1.0.0/f']);
    expect(reports.filter(({ unread }) => unread !== undefined)).toEqual([]);
  });
});
