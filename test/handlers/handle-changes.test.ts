import { describe, expect, test } from 'vitest';
import { handleChanges } from '../../src/handlers/handle-changes.ts';
import { handlerWorld, RULES } from './handler-world.ts';

const change = (key: string, event = 'ObjectCreated:PutObject') => ({
  key,
  cause: { kind: 'change' as const, event, key },
});
const app = (version: string) => `releases/app/${version}/f`;

describe('handleChanges', () => {
  test('makes every alias of a key right, and logs one line for each', async () => {
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
      ['releases/app/latest/f', 'pointed', null, app('1.2.0'), 6, 3],
      ['releases/app/v1/f', 'pointed', null, app('1.2.0'), 6, 3],
    ]);
    expect(world.log[0]).toMatchObject({
      event: `ObjectCreated:PutObject ${app('1.2.0')}`,
      rule: 'app',
      bucket: 'demo',
    });
  });

  test('a batch for one alias is handled once', async () => {
    const world = handlerWorld();
    await world.put(app('1.0.0'), app('1.1.0'), app('1.2.0'));
    const handled = await handleChanges(
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
  ])('an upload in a batch creates the alias under onDelete: remove, where %s', async (_, changes) => {
    const world = handlerWorld({ versioning: 'Never', rules: `${RULES}    onDelete: remove\n` });
    await world.put(app('1.0.0'), app('1.1.0'));
    await handleChanges(world.context, changes);
    expect(await world.links()).toMatchObject({ 'releases/app/latest/f': app('1.1.0') });
  });

  test('a repeated event costs no write', async () => {
    const world = handlerWorld();
    await world.put(app('1.0.0'));
    await handleChanges(world.context, [change(app('1.0.0'))]);
    world.sent.length = 0;
    await handleChanges(world.context, [change(app('1.0.0'))]);
    expect(world.sent.sort()).toEqual(
      ['GetSymlink', 'GetSymlink', 'HeadObject', 'HeadObject', 'ListObjectVersions', 'ListObjectVersions'].sort(),
    );
  });

  test.each([
    ['a key that no rule matches', 'other/thing', 'no rule matches the key'],
    ['a version that is none', app('nightly'), '"nightly" is not a semantic version (like 1.10.0 or 2.0.0-rc.1)'],
    ['a prerelease', app('1.0.0-rc.1'), '"1.0.0-rc.1" is a prerelease, and this alias takes none'],
    ['an alias', 'releases/app/latest/f', '"latest" is not a semantic version (like 1.10.0 or 2.0.0-rc.1)'],
  ])('%s costs no request, and the log says why', async (_, key, why) => {
    const world = handlerWorld();
    expect(await handleChanges(world.context, [change(key)])).toEqual([]);
    expect(world.sent).toEqual([]);
    expect(world.log.length).toBeGreaterThan(0);
    for (const entry of world.log) expect(entry).toMatchObject({ key, action: 'skipped', why });
  });

  test('one alias that fails does not keep the others back', async () => {
    const world = handlerWorld({
      fail: (operation, key) => operation === 'GetSymlink' && key === 'releases/app/latest/f',
    });
    await world.put(app('1.0.0'));
    const handled = await handleChanges(world.context, [change(app('1.0.0'))]);
    expect(handled.map(({ report, error }) => [report.alias, report.action, error instanceof Error])).toEqual([
      ['releases/app/latest/f', 'failed', true],
      ['releases/app/v1/f', 'pointed', false],
    ]);
    expect(world.log[0]).toMatchObject({ level: 'error', why: 'GetSymlink releases/app/latest/f failed' });
  });

  test('an alias that somebody removed is put back', async () => {
    const world = handlerWorld();
    await world.put(app('1.0.0'));
    await handleChanges(world.context, [change(app('1.0.0'))]);
    await world.remove('releases/app/latest/f');
    await handleChanges(world.context, [change('releases/app/latest/f', 'ObjectRemoved:DeleteObject')]);
    expect((await world.links())['releases/app/latest/f']).toBe(app('1.0.0'));
  });

  test('a loop that the rules file did not show is refused when the alias would be written', async () => {
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
      { action: 'skipped', why: 'the alias r/special/123 would itself be a candidate of rule special: a loop' },
    ]);
  });
});
