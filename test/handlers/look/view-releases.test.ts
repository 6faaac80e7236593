import { expect, test } from 'vitest';
import { viewReleases } from '../../../src/handlers/look/view-releases.ts';
import { handlerWorld } from '../handler-world.ts';
import { releaseWorld, setKey, wholeRelease } from '../release-world.ts';

async function view(keys: readonly string[], key: string, options = '') {
  const world = releaseWorld(options);
  await world.put(...keys);
  const [rule] = world.context.ruleSet.rules;
  if (rule === undefined) throw new TypeError('there is a rule');
  return viewReleases(world.context, rule, key);
}

const SUMS = 'sets/{app}/{version}/SUMS';
const SIG = 'sets/{app}/{version}/*.sig';
const one = wholeRelease('1.0.0', 'f');
const two = wholeRelease('2.0.0', 'f');

test.each<[what: string, keys: string[], key: string, expected: object]>([
  [
    'the greatest that is complete',
    [...one, ...two],
    setKey('2.0.0', 'f'),
    { release: 'a/2.0.0', completes: [], lacks: [], shown: 'a/2.0.0', why: 'it is the greatest that is complete' },
  ],
  [
    'a lesser one',
    [...one, ...two],
    setKey('1.0.0', 'SUMS'),
    { release: 'a/1.0.0', completes: [SUMS], lacks: [], shown: 'a/2.0.0', why: 'a/2.0.0 is greater' },
  ],
  [
    'one that is not complete, by a file that the regex does not match',
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
    'one of which nothing is there',
    one,
    setKey('3.0.0', 'f'),
    {
      release: 'a/3.0.0',
      lacks: ['sets/a/3.0.0/SUMS', 'sets/a/3.0.0/*.sig'],
      shown: 'a/1.0.0',
      why: 'it is not complete: there is no object sets/a/3.0.0/SUMS, no sets/a/3.0.0/*.sig',
    },
  ],
])('%s', async (_, keys, key, expected) => {
  expect(await view(keys, key)).toEqual([{ aliases: 'sets/a/latest/{file}', completes: [], ...expected }]);
});

test('one that is too young says until when', async () => {
  const [young] = await view(one, setKey('1.0.0', 'f'), '    minimumAge: 1d\n');
  expect(young).toMatchObject({ lacks: [], shown: null });
  expect(young?.why).toMatch(/^it is younger than 1d \(until 20\d\d-/);
});

test.each([['sets/a/latest/f'], ['sets/a/draft/SUMS'], ['elsewhere'], ['sets/a/1.0.0-rc.1/f']])(
  '%s is a part of none',
  async (key) => {
    expect(await view(one, key)).toEqual([]);
  },
);

test('a rule whose candidates move alone has none', async () => {
  const world = handlerWorld();
  const [rule] = world.context.ruleSet.rules;
  if (rule === undefined) throw new TypeError('there is a rule');
  expect(await viewReleases(world.context, rule, 'releases/app/1.0.0/f')).toEqual([]);
});
