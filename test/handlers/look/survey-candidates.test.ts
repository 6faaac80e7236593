import { describe, expect, test } from 'vitest';
import { aliasTask } from '../../../src/aliases/model/task.ts';
import { surveyCandidates } from '../../../src/handlers/look/survey-candidates.ts';
import { type HandlerWorld, handlerWorld } from '../handler-world.ts';
import { releaseWorld, setKey, wholeRelease } from '../release-world.ts';

function survey(world: HandlerWorld, alias: string) {
  const task = aliasTask(world.context.ruleSet, alias, { kind: 'apply' }, 0);
  if (task === undefined) throw new TypeError(`${alias} is no alias`);
  return surveyCandidates(world.context.store, task);
}

describe('of an alias that moves alone', () => {
  test('counts its candidates, names the greatest, and says what is none', async () => {
    const world = handlerWorld();
    const keys = Array.from({ length: 30 }, (_, n) => `releases/app/1.${n}.0/f`);
    await world.put(...keys, 'releases/app/x/f', 'releases/app/1.0.0/other');
    const { winner, candidates, greatest, rejected, release } = await survey(world, 'releases/app/latest/f');
    expect([winner?.key, candidates, release]).toEqual(['releases/app/1.29.0/f', 30, undefined]);
    expect(greatest.map(({ key }) => key)).toEqual(keys.slice(10).reverse());
    expect(rejected).toEqual([
      // It would be a candidate of this very alias, so it comes first.
      { key: 'releases/app/x/f', why: expect.stringContaining('not a semantic version') },
      { key: 'releases/app/1.0.0/other', why: 'it belongs to the alias releases/app/latest/other' },
    ]);
  });

  test('of nothing there is nothing', async () => {
    const nothing = { winner: undefined, candidates: 0, greatest: [], rejected: [] };
    expect(await survey(handlerWorld(), 'releases/app/latest/f')).toEqual(nothing);
  });
});

describe('of an alias that moves with others', () => {
  test('the winner is what the greatest complete release has for it', async () => {
    const world = releaseWorld();
    await world.put(...wholeRelease('1.0.0', 'f'), ...wholeRelease('1.1.0', 'f', 'g'), setKey('2.0.0', 'f'));
    const { winner, candidates, greatest, rejected, release } = await survey(world, 'sets/a/latest/f');
    expect([winner?.key, candidates, release?.chosen?.name]).toEqual([setKey('1.1.0', 'f'), 2, 'a/1.1.0']);
    expect(greatest.map(({ key }) => key)).toEqual([setKey('1.1.0', 'f'), setKey('1.0.0', 'f')]);
    // First of all that is none, though it is listed last.
    expect(rejected[0]).toEqual({
      key: setKey('2.0.0', 'f'),
      why: 'its release a/2.0.0 is not complete: there is no object sets/a/2.0.0/SUMS, no sets/a/2.0.0/*.sig',
    });
  });

  test('a release that lacks it leaves it without a winner, though others have candidates', async () => {
    const world = releaseWorld();
    await world.put(...wholeRelease('1.0.0', 'f'), ...wholeRelease('1.1.0', 'g'));
    const { winner, candidates, release } = await survey(world, 'sets/a/latest/f');
    expect([winner, candidates, release?.chosen?.name]).toEqual([undefined, 1, 'a/1.1.0']);
  });
});
