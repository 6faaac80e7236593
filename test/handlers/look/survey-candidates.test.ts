import { describe, expect, test } from 'vitest';
import { LOOK } from '../../../src/aliases/model/cause.ts';
import { aliasTask } from '../../../src/aliases/model/task.ts';
import { createCandidateSurveyor } from '../../../src/handlers/look/survey-candidates.ts';
import { listObjects } from '../../../src/handlers/walk/list-objects.ts';
import { matchKey } from '../../../src/rules/match/match-key.ts';
import { OSS_CAPABILITIES } from '../../../src/stores/store-capabilities.ts';
import { type HandlerWorld, handlerWorld } from '../handler-world.ts';
import { releaseWorld, setKey, wholeRelease } from '../release-world.ts';

async function survey(world: HandlerWorld, alias: string) {
  const task = aliasTask(world.context.ruleSet, alias, { kind: 'apply' }, 0, OSS_CAPABILITIES);
  if (task === undefined) throw new TypeError(`no rule defines the alias ${alias}`);
  const surveyor = createCandidateSurveyor(task);
  for await (const object of listObjects(world.context.store, task.prefix)) surveyor.add(object);
  return surveyor.end();
}

describe('the survey of an alias that moves alone', () => {
  test('counts the candidates, names the greatest, and gives reasons for the other objects', async () => {
    const world = handlerWorld();
    const keys = Array.from({ length: 30 }, (_, n) => `releases/app/1.${n}.0/f`);
    await world.put(...keys, 'releases/app/x/f', 'releases/app/1.0.0/other');
    const { winner, candidates, greatest, rejected, release } = await survey(world, 'releases/app/latest/f');
    expect([winner?.key, candidates, release]).toEqual(['releases/app/1.29.0/f', 30, undefined]);
    expect(greatest.map(({ key }) => key)).toEqual(keys.slice(10).reverse());
    expect(rejected).toEqual([
      // With a version it would be a candidate of this alias, so it comes first.
      { key: 'releases/app/x/f', kind: 'unread', why: expect.stringContaining('not a semantic version') },
      {
        key: 'releases/app/1.0.0/other',
        kind: 'other-alias',
        why: 'it belongs to the alias releases/app/latest/other',
      },
    ]);
  });

  test('gives objects that the order cannot read first', async () => {
    const world = handlerWorld();
    const prereleases = Array.from({ length: 25 }, (_, n) => `releases/app/1.0.0-rc.${n}/f`);
    await world.put(...prereleases, 'releases/app/x/f');
    const { rejected } = await survey(world, 'releases/app/latest/f');
    expect(rejected).toHaveLength(20);
    expect(rejected.map(({ kind }) => kind).slice(0, 2)).toEqual(['unread', 'prerelease']);
  });

  test('gives the object of the task first, whatever its reason, also after twenty others', async () => {
    const world = handlerWorld();
    const asked = 'releases/app/2.0.0/f';
    await world.put(...Array.from({ length: 25 }, (_, n) => `releases/app/1.0.0-rc.${n}/f`), 'releases/app/x/f');
    await world.put(asked, 'releases/app/2.0.0/.withdrawn');
    const [match] = matchKey(world.context.ruleSet, asked).matches;
    const task = aliasTask(world.context.ruleSet, 'releases/app/latest/f', LOOK, 0, OSS_CAPABILITIES);
    if (match === undefined || task === undefined) throw new TypeError('no rule matches');
    const surveyor = createCandidateSurveyor({ ...task, candidate: { key: asked, reading: match.reading } });
    for await (const object of listObjects(world.context.store, task.prefix)) surveyor.add(object);
    const { rejected } = surveyor.end();
    expect(rejected.map(({ kind }) => kind).slice(0, 3)).toEqual(['withdrawn', 'unread', 'prerelease']);
    expect(rejected[0]?.key).toBe(asked);
    expect(rejected).toHaveLength(20);
  });

  test('is empty if there are no objects', async () => {
    const empty = { winner: undefined, candidates: 0, greatest: [], rejected: [], ownRejected: [] };
    expect(await survey(handlerWorld(), 'releases/app/latest/f')).toMatchObject(empty);
  });

  test('does not count withdrawn candidates, and names the marker', async () => {
    const world = handlerWorld();
    const marker = 'releases/app/2.0.0/.withdrawn';
    await world.put('releases/app/1.0.0/f', 'releases/app/2.0.0/f', marker, 'releases/app/0.1.0/.withdrawn');
    const { winner, candidates, greatest, rejected, withdrawn, isWithdrawn } = await survey(
      world,
      'releases/app/latest/f',
    );
    expect([winner?.key, candidates, greatest.length]).toEqual(['releases/app/1.0.0/f', 1, 1]);
    expect(rejected).toEqual([
      { key: 'releases/app/2.0.0/f', kind: 'withdrawn', why: `${marker} withdraws it` },
      { key: 'releases/app/0.1.0/.withdrawn', kind: 'marker', why: 'it is a marker, which withdraws objects' },
      { key: marker, kind: 'marker', why: 'it is a marker, which withdraws objects' },
    ]);
    expect(withdrawn).toMatchObject({ candidate: { key: 'releases/app/2.0.0/f' }, marker });
    expect(isWithdrawn?.('releases/app/2.0.0/f')).toBe(true);
    expect(isWithdrawn?.('releases/app/1.0.0/f')).toBe(false);
  });
});

describe('the survey of an alias that moves with others', () => {
  test('takes the winner from the greatest complete release', async () => {
    const world = releaseWorld();
    await world.put(...wholeRelease('1.0.0', 'f'), ...wholeRelease('1.1.0', 'f', 'g'), setKey('2.0.0', 'f'));
    const { winner, candidates, greatest, rejected, release } = await survey(world, 'sets/a/latest/f');
    expect([winner?.key, candidates, release?.chosen?.name]).toEqual([setKey('1.1.0', 'f'), 2, 'a/1.1.0']);
    expect(greatest.map(({ key }) => key)).toEqual([setKey('1.1.0', 'f'), setKey('1.0.0', 'f')]);
    // It comes before all other rejected objects, although it is listed last.
    expect(rejected[0]).toEqual({
      key: setKey('2.0.0', 'f'),
      kind: 'incomplete',
      why: 'its release a/2.0.0 is not complete: there is no object sets/a/2.0.0/SUMS, no sets/a/2.0.0/*.sig',
    });
  });

  test('leaves out a withdrawn release', async () => {
    const world = releaseWorld();
    await world.put(...wholeRelease('1.0.0', 'f'), ...wholeRelease('1.1.0', 'f'), setKey('1.1.0', '.withdrawn'));
    const { winner, candidates, rejected, withdrawn } = await survey(world, 'sets/a/latest/f');
    expect([winner?.key, candidates]).toEqual([setKey('1.0.0', 'f'), 1]);
    expect(rejected[0]).toEqual({
      key: setKey('1.1.0', 'f'),
      kind: 'withdrawn',
      why: `its release a/1.1.0 is withdrawn: ${setKey('1.1.0', '.withdrawn')}`,
    });
    expect(withdrawn?.candidate.key).toBe(setKey('1.1.0', 'f'));
  });

  test('has no winner if the shown release lacks the file, even if other releases have it', async () => {
    const world = releaseWorld();
    await world.put(...wholeRelease('1.0.0', 'f'), ...wholeRelease('1.1.0', 'g'));
    const { winner, candidates, release } = await survey(world, 'sets/a/latest/f');
    expect([winner, candidates, release?.chosen?.name]).toEqual([undefined, 1, 'a/1.1.0']);
  });
});
