import { expect, test } from 'vitest';
import { releaseViewers, withoutReleaseText } from '../../../src/handlers/look/view-releases.ts';
import { listForReaders } from '../../../src/handlers/walk/list-objects.ts';
import { ruleSetOf, type ShortRule } from '../../rules/rule-set-of.ts';
import { type HandlerWorld, handlerWorld } from '../handler-world.ts';
import { releaseWorld, setKey, wholeRelease } from '../release-world.ts';

async function view(keys: readonly string[], key: string, options = '') {
  const world = releaseWorld(options);
  await world.put(...keys);
  return viewIn(world, key);
}

async function viewIn({ context }: HandlerWorld, key: string) {
  const viewers = context.ruleSet.rules.flatMap((rule) => releaseViewers(rule, key, context.now()));
  await listForReaders(context.store, viewers);
  return viewers.map((viewer) => viewer.view());
}

const SUMS = 'sets/{app}/{version}/SUMS';
const SIG = 'sets/{app}/{version}/*.sig';
const one = wholeRelease('1.0.0', 'f');
const two = wholeRelease('2.0.0', 'f');

test.each<[what: string, keys: string[], key: string, expected: object]>([
  [
    'a file of the greatest complete release',
    [...one, ...two],
    setKey('2.0.0', 'f'),
    { release: 'a/2.0.0', completes: [], lacks: [], shown: 'a/2.0.0', why: 'it is the greatest that is complete' },
  ],
  [
    'a file that completes a lower release',
    [...one, ...two],
    setKey('1.0.0', 'SUMS'),
    { release: 'a/1.0.0', completes: [SUMS], lacks: [], shown: 'a/2.0.0', why: 'a/2.0.0 is greater' },
  ],
  [
    'a file that the regex does not match, of a release that is not complete',
    [...one, setKey('2.0.0', 'f'), setKey('2.0.0', 'x.sig')],
    setKey('2.0.0', 'x.sig'),
    {
      release: 'a/2.0.0',
      completes: [SIG],
      lacks: ['sets/a/2.0.0/SUMS'],
      shown: 'a/1.0.0',
      why: 'it is not complete: there is no object sets/a/2.0.0/SUMS',
    },
  ],
  [
    'a file of a release without objects',
    one,
    setKey('3.0.0', 'f'),
    {
      release: 'a/3.0.0',
      lacks: ['sets/a/3.0.0/SUMS', 'sets/a/3.0.0/*.sig'],
      shown: 'a/1.0.0',
      why: 'it is not complete: there is no object sets/a/3.0.0/SUMS, no sets/a/3.0.0/*.sig',
    },
  ],
])('views %s', async (_, keys, key, expected) => {
  expect(await view(keys, key)).toEqual([{ aliases: 'sets/a/latest/{file}', completes: [], ...expected }]);
});

test('says until when a release is too young', async () => {
  const [young] = await view(one, setKey('1.0.0', 'f'), '    minimumAge: 1d\n');
  expect(young).toMatchObject({ lacks: [], shown: null });
  expect(young?.why).toMatch(/^it is younger than 1d \(until 20\d\d-/);
});

test.each([['sets/a/latest/f'], ['sets/a/draft/SUMS'], ['elsewhere'], ['sets/a/1.0.0-rc.1/f']])(
  '%s is not a part of a release',
  async (key) => {
    expect(await view(one, key)).toEqual([]);
  },
);

test('a rule without releases has no release to view', async () => {
  expect(await viewIn(handlerWorld(), 'releases/app/1.0.0/f')).toEqual([]);
});

const GROUPED: ShortRule = {
  name: 'sets',
  key: 's/{v}/{f}',
  on: 'v',
  release: { of: '{v}', complete: ['s/{v}/ok'] },
  aliases: ['s/l/{f}'],
};

function alone(name: string): ShortRule {
  return { name, key: `${name}/{v}/{f}`, on: 'v', aliases: [`${name}/l/{f}`] };
}

test.each([
  [[GROUPED], undefined],
  [[GROUPED, alone('app')], 'rule app has no releases'],
  [[alone('app'), GROUPED, alone('tool')], 'rules app, tool have no releases'],
])('%j', (rules, text) => {
  expect(withoutReleaseText(ruleSetOf(...rules))).toBe(text);
});
