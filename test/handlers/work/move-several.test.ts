import { beforeEach, describe, expect, test } from 'vitest';
import { sweep } from '../../../src/handlers/walk/sweep.ts';
import {
  apartText,
  leftApart,
  moveSeveral,
  planPin,
  planPins,
  planUnpins,
} from '../../../src/handlers/work/move-several.ts';
import { type HandlerWorld, handlerWorld } from '../handler-world.ts';

const rules = (release = '') => `version: 1
rules:
  - name: app
    match: { key: 'r/{version}/{file}' }
    order: { by: semver, on: version }
    aliases: ['r/latest/{file}']
${release}`;
const GROUPED = "    release: { of: '{version}', complete: ['r/{version}/DONE'] }\n";
const PIN = { reason: 'hold' };

async function worldOf(text: string): Promise<HandlerWorld> {
  const made = handlerWorld({ rules: text });
  await made.put('r/1.0.0/a', 'r/1.0.0/b', 'r/1.0.0/DONE', 'r/2.0.0/a', 'r/2.0.0/b', 'r/2.0.0/DONE', 'r/2.0.0/new');
  await sweep(made.context, { kind: 'sweep' });
  return made;
}

let world: HandlerWorld;

beforeEach(async () => {
  world = await worldOf(rules());
});

const OLD = { 'r/latest/DONE': 'r/1.0.0/DONE', 'r/latest/a': 'r/1.0.0/a', 'r/latest/b': 'r/1.0.0/b' };
const NEW = { 'r/latest/DONE': 'r/2.0.0/DONE', 'r/latest/a': 'r/2.0.0/a', 'r/latest/b': 'r/2.0.0/b' };
const ALL_NEW = { ...NEW, 'r/latest/new': 'r/2.0.0/new' };

describe.each([
  ['aliases that move alone', rules()],
  ['aliases that move together', rules(GROUPED)],
])('%s', (_, text) => {
  test('a prefix is pinned to a release, twice, and unpinned', async () => {
    const on = await worldOf(text);
    const named = { names: ['r/latest/'], release: '1.0.0' };
    for (const _time of [1, 2]) {
      const reports = await moveSeveral(on.context, await planPins(on.context, named, PIN));
      expect(reports.map(({ alias, action }) => `${alias} ${action}`).sort()).toEqual(
        Object.keys(OLD).map((alias) => `${alias} pinned`),
      );
      expect(await on.links()).toEqual({ ...OLD, 'r/latest/new': 'r/2.0.0/new' });
    }
    expect(await planUnpins(on.context, { names: ['r/latest/'], release: '2.0.0' })).toEqual([]);
    await moveSeveral(on.context, await planUnpins(on.context, named));
    expect(await on.links()).toEqual(ALL_NEW);
    expect(await planUnpins(on.context, named)).toEqual([]);
  });

  test('one alias is left apart from the others, unless all are named or show the release already', async () => {
    const on = await worldOf(text);
    const one = await planPin(on.context, 'r/latest/a', { target: 'r/1.0.0/a', pin: PIN });
    expect(await leftApart(on.context, [one])).toEqual(['r/latest/DONE', 'r/latest/b', 'r/latest/new']);
    const same = await planPin(on.context, 'r/latest/a', { target: 'r/2.0.0/a', pin: PIN });
    expect(await leftApart(on.context, [same])).toEqual([]);
    const names = Object.keys(ALL_NEW);
    expect(await leftApart(on.context, await planPins(on.context, { names, release: '2.0.0' }, PIN))).toEqual([]);
  });
});

test('an alias that fails does not stop the others', async () => {
  const planned = await planPins(world.context, { names: ['r/latest/new', 'r/latest/a'], release: '1.0.0' }, PIN);
  expect(await moveSeveral(world.context, planned)).toMatchObject([
    { alias: 'r/latest/new', action: 'failed', why: 'it has no candidate of release 1.0.0' },
    { alias: 'r/latest/a', action: 'pinned', to: 'r/1.0.0/a' },
  ]);
});

test.each<[what: string, names: string[], release: string, why: string, code?: string]>([
  ['a key that is not an alias', ['elsewhere'], '1.0.0', 'no rule defines the alias elsewhere', 'not-an-alias'],
  ['a prefix without aliases', ['x/'], '1.0.0', 'there is no alias under x/', 'not-an-alias'],
  ['a release that does not exist', ['r/latest/'], '9.0.0', 'has a candidate of release 9.0.0; nothing was written'],
])('refuses %s', async (_, names, release, why, code = 'alias-refused') => {
  await expect(planPins(world.context, { names, release }, PIN)).rejects.toMatchObject({
    code,
    message: expect.stringContaining(why),
  });
});

test('a message names the first aliases', () => {
  expect(apartText(['a', 'b', 'c', 'd', 'e', 'f', 'g'], 'add --alone')).toBe(
    'the pin would separate these aliases from the release that they show together: a, b, c, d, e and 2 more; add --alone. Nothing was written',
  );
});
