import { describe, expect, test } from 'vitest';
import { beginChange } from '../../../src/aliases/reconcile/apply-change.ts';
import { findWinner } from '../../../src/aliases/reconcile/find-winner.ts';
import { type Pausable, runAlone, withOutcome } from '../../../src/aliases/reconcile/pausable.ts';
import { beginReconcile } from '../../../src/aliases/reconcile/reconcile.ts';
import { beginRepair } from '../../../src/aliases/repair/repair-alias.ts';
import { aliasWorld, created, key, LATEST, removed } from '../alias-world.ts';

const SWEEP = { kind: 'sweep' } as const;

async function released() {
  const world = aliasWorld('Enabled');
  await world.put('1.0.0');
  const task = world.task(SWEEP);
  await world.run(runAlone(task, beginReconcile(task)));
  return world;
}

describe('a protocol that needs a listing', () => {
  test('stops before each listing, and ends when nothing is left to do', async () => {
    const world = await released();
    await world.put('2.0.0');
    const task = world.task(SWEEP);
    const written: boolean[] = [];
    let pause = await world.run(beginReconcile(task));
    while (pause.kind !== 'done') {
      written.push(pause.hasWritten);
      pause = await world.run(pause.resume(() => findWinner(task)));
    }
    expect(written).toEqual([false, true]);
    expect(pause.outcome).toMatchObject({ action: 'pointed', to: key('2.0.0') });
  });

  test('uses the candidates that it is resumed with', async () => {
    const world = await released();
    await world.put('2.0.0');
    const task = world.task(SWEEP);
    const pause = await world.run(beginReconcile(task));
    if (pause.kind === 'done') throw new TypeError('it did not stop');
    // An empty listing: the alias is deleted, and the protocol looks again.
    const next = await world.run(pause.resume(() => findWinner(task, { candidates: [] })));
    expect(next).toMatchObject({ kind: 'needs-listing', hasWritten: true });
    expect(await world.store.send({ operation: 'GetSymlink', key: LATEST })).toMatchObject({ found: 'none' });
  });

  test.each([
    ['an event of the target, which is gone', removed('1.0.0'), beginChangeOf('1.0.0'), 'needs-listing'],
    ['an event of a new winner', created('2.0.0'), beginChangeOf('2.0.0'), 'done'],
    ['an event of a lesser object', created('0.1.0'), beginChangeOf('0.1.0'), 'needs-listing'],
    ['the check of a sweep', SWEEP, (task: Task) => beginRepair(task, undefined), 'needs-listing'],
  ] as const)('%s', async (_, cause, begin, kind) => {
    const world = await released();
    await world.put('0.1.0');
    await world.put('2.0.0');
    await world.remove('1.0.0');
    expect(await world.run(begin(world.task(cause)))).toMatchObject({ kind });
  });
});

type Task = Parameters<typeof beginReconcile>[0];

function beginChangeOf(version: string) {
  return (task: Task): Pausable => beginChange(task, key(version));
}

test('the outcome is replaced at the end', async () => {
  const world = await released();
  await world.put('2.0.0');
  const task = world.task(SWEEP);
  const protocol = withOutcome(beginReconcile(task), (outcome) => ({ ...outcome, dangling: true }));
  expect(await world.run(runAlone(task, protocol))).toMatchObject({ action: 'pointed', dangling: true });
});
