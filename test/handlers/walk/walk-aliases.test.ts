import { describe, expect, test } from 'vitest';
import type { Scope } from '../../../src/handlers/walk/list-objects.ts';
import { createWalkProgress, walkAliases } from '../../../src/handlers/walk/walk-aliases.ts';
import { type HandlerWorld, handlerWorld } from '../handler-world.ts';

const RULES = `version: 1
rules:
  - name: app
    match: { prefix: releases/, regex: '^releases/(?<app>[a-z]+)/(?<version>[0-9][^/]*)/(?<file>[^/]+)$' }
    order: { by: semver, on: version }
    aliases: ['releases/{app}/latest/{file}', 'latest/{app}/{file}']
`;

function key(app: string, version: string) {
  return `releases/${app}/${version}/f`;
}

async function filled(): Promise<HandlerWorld> {
  const world = handlerWorld({ rules: RULES });
  await world.put(key('a', '1.0.0'), key('a', '2.0.0'), key('b', '1.0.0'), 'other/x');
  for (const alias of ['latest/a/f', 'latest/gone/f', 'releases/left/over', 'releases/gone/latest/f', 'other/link']) {
    await world.context.store.send({ operation: 'PutSymlink', key: alias, target: 'x' });
  }
  return world;
}

/** Each item in words: the key of its winner, `none` or `unknown`, and a plus for a bare link. */
async function walk(world: HandlerWorld, scope: Scope = {}) {
  const walked = createWalkProgress(scope);
  const met: string[] = [];
  for await (const one of walkAliases(world.context, scope, walked)) {
    if (one.kind === 'ownerless') met.push(`${one.alias} ownerless`);
    else if (one.kind === 'unread') met.push(`${one.unread[0].alias} unread`);
    else if (one.kind === 'release') {
      const release = one.listed === undefined ? 'unknown' : (one.listed.choice.chosen?.name ?? 'none');
      met.push(`${one.group.name} ${release}: ${[...(one.listed?.aliases ?? [])].sort().join(' ')}`);
    } else {
      const winner = one.listed === undefined ? 'unknown' : (one.listed.winner?.key ?? 'none');
      met.push(`${one.alias} ${winner}${one.isBareLink ? ' +' : ''}`);
    }
  }
  return { met: met.sort(), walked };
}

const A = [`latest/a/f ${key('a', '2.0.0')}`, `releases/a/latest/f ${key('a', '2.0.0')}`];
const B = [`latest/b/f ${key('b', '1.0.0')}`, `releases/b/latest/f ${key('b', '1.0.0')}`];

function unknown(app: string) {
  return [`latest/${app}/f unknown`, `releases/${app}/latest/f unknown`];
}

const LATEST = ['latest/a/f unknown +', 'latest/gone/f unknown +'];
const GONE = 'releases/gone/latest/f none';
const LEFT = 'releases/left/over ownerless';

describe('a walk yields', () => {
  test.each<[string, Scope, readonly string[], number]>([
    ['everything that the rules affect', {}, [...LATEST, ...A, ...B, GONE, LEFT], 7],
    ['the whole bucket', { prefix: '' }, [...LATEST, ...A, ...B, GONE, LEFT, 'other/link ownerless'], 9],
    [
      'links outside the prefix of their candidates',
      { prefix: 'latest/' },
      ['latest/a/f unknown', 'latest/gone/f unknown'],
      2,
    ],
    ['one application', { prefix: 'releases/a/' }, A, 2],
    ['a part of one application', { prefix: 'releases/a/1' }, unknown('a'), 1],
    ['a part of several', { prefix: 'releases/b' }, B, 1],
    ['nothing', { prefix: 'nothing/' }, [], 0],
    ['after a key within an application', { startAfter: key('a', '1.0.0') }, [...unknown('a'), ...B, GONE, LEFT], 4],
    ['after all of an application', { startAfter: key('a', '2.0.0') }, [...B, GONE, LEFT], 3],
    ['after a key of the links', { startAfter: 'latest/a/f' }, ['latest/gone/f unknown +', ...A, ...B, GONE, LEFT], 6],
    ['after everything', { startAfter: 'z' }, [], 0],
    ['after a key, under a prefix', { prefix: 'releases/b/', startAfter: key('a', '2.0.0') }, B, 1],
    ['after a key that is the prefix', { prefix: 'releases/b/', startAfter: 'releases/b/' }, unknown('b'), 1],
    ['nothing once it is aborted', { signal: AbortSignal.abort() }, [], 0],
  ])('%s', async (_, scope, expected, objects) => {
    const world = await filled();
    const { met, walked } = await walk(world, scope);
    expect(met).toEqual([...expected].sort());
    expect(walked.objects).toBe(objects);
    expect(walked.requests).toBe(world.sent.filter((operation) => operation === 'ListObjects').length);
  });
});

test.each([
  [0, 2],
  [999, 2],
  [1000, 2],
  [1001, 3],
])('with %i more objects, the listings of two prefixes take %i requests', async (more, requests) => {
  const world = handlerWorld({ rules: RULES });
  await world.put(...Array.from({ length: more }, (_, i) => `releases/-/${i}`));
  const { walked } = await walk(world);
  expect(walked.requests).toBe(requests);
  expect(world.sent.filter((operation) => operation === 'ListObjects')).toHaveLength(requests);
});

test('each alias has the key after which a walk yields it again', async () => {
  const world = await filled();
  const walked = createWalkProgress();
  const after: Record<string, string | undefined> = {};
  for await (const one of walkAliases(world.context, {}, walked)) {
    if (one.kind === 'alias' || one.kind === 'ownerless') after[one.alias] = one.resumeAfter;
  }
  expect(after).toEqual({
    'latest/a/f': 'latest/gone/f',
    'latest/gone/f': 'latest/a/f',
    'releases/a/latest/f': 'latest/gone/f',
    'latest/b/f': key('a', '2.0.0'),
    'releases/b/latest/f': key('a', '2.0.0'),
    'releases/gone/latest/f': key('b', '1.0.0'),
    'releases/left/over': key('b', '1.0.0'),
  });
  for (const [alias, startAfter] of Object.entries(after)) {
    const { met } = await walk(world, startAfter === undefined ? {} : { startAfter });
    expect(met.map((line) => line.split(' ')[0])).toContain(alias);
  }
  expect(walked.doneUpTo).toBe('releases/left/over');
});

describe('aliases that move together', () => {
  const rulesOf = (alias: string) => `version: 1
rules:
  - name: one
    match: { prefix: r/, regex: '^r/(?<app>[a-z]+)/(?<version>[0-9][^/]*)/(?<file>[^/]+)$' }
    order: { by: semver, on: version }
    release: { of: '{app}/{version}', complete: ['r/{app}/{version}/sub/DONE'] }
    aliases: ['${alias}']
`;
  const made = async (alias: string, ...links: readonly string[]) => {
    const world = handlerWorld({ rules: rulesOf(alias) });
    await world.put('r/a/1.0.0/x', 'r/a/1.0.0/sub/DONE', 'r/a/2.0.0/y', 'r/b/1.0.0/x');
    for (const key of links) await world.context.store.send({ operation: 'PutSymlink', key, target: 'x' });
    return world;
  };
  const BESIDE = 'r/{app}/latest/{file}';
  const beside = () => made(BESIDE, 'r/a/latest/old', 'r/a/latest/x', 'r/c/latest/x');
  const A = 'r/a/latest/{file} a/1.0.0: r/a/latest/old r/a/latest/x';
  const B = 'r/b/latest/{file} none: ';
  const C = 'r/c/latest/{file} none: r/c/latest/x';

  test.each<[string, Scope, readonly string[]]>([
    ['all', {}, [A, B, C]],
    ['one application', { prefix: 'r/a/' }, [A]],
    ['a part of one: covered is it not', { prefix: 'r/a/1' }, ['r/a/latest/{file} unknown: ']],
    ['its links alone', { prefix: 'r/a/latest/' }, ['r/a/latest/{file} unknown: ']],
    ['a marker alone', { prefix: 'r/a/1.0.0/sub/' }, ['r/a/latest/{file} unknown: ']],
    ['after a key within one', { startAfter: 'r/a/1.0.0/x' }, ['r/a/latest/{file} unknown: ', B, C]],
    ['after all of one', { startAfter: 'r/a/latest/x' }, [B, C]],
  ])('%s', async (_, scope, expected) => {
    const { met } = await walk(await beside(), scope);
    expect(met).toEqual([...expected].sort());
  });

  test('a walk that starts after the key of a group yields the group again', async () => {
    const world = await beside();
    const walked = createWalkProgress();
    const after: Record<string, string | undefined> = {};
    for await (const one of walkAliases(world.context, {}, walked)) {
      if (one.kind === 'release') after[one.group.name] = one.resumeAfter;
    }
    expect(after).toEqual({
      'r/a/latest/{file}': undefined,
      'r/b/latest/{file}': 'r/a/latest/x',
      'r/c/latest/{file}': 'r/b/1.0.0/x',
    });
  });

  test.each([
    ['before them', 'latest/{app}/{file}', 'latest/a/x'],
    ['after them', 'stable/{app}/{file}', 'stable/a/x'],
    ['with what they differ by first', '{file}/of/{app}', 'x/of/a'],
  ])('links %s are yielded alone, and the aliases of all releases with the group', async (_, alias, link) => {
    const world = await made(alias, link);
    const name = alias.replace('{app}', 'a');
    const y = alias.replace('{app}', 'a').replace('{file}', 'y');
    const { met } = await walk(world);
    expect(met.filter((line) => !line.includes('none'))).toEqual(
      [`${link} unknown +`, `${name} a/1.0.0: ${[link, y].sort().join(' ')}`].sort(),
    );
  });
});
