import { expect, test } from 'vitest';
import { advance } from '../../src/aliases/advance.ts';
import type { Cause } from '../../src/aliases/cause.ts';
import { lookAtHeld } from '../../src/aliases/look-at-held.ts';
import { repair } from '../../src/aliases/repair.ts';
import { settle } from '../../src/aliases/settle.ts';
import { aliasWorld, created, key, LATEST, removed } from './alias-world.ts';

async function held() {
  const world = aliasWorld('Enabled', '    protected: true\n');
  await world.put('1.0.0');
  await world.run(settle(world.task({ kind: 'apply', key: LATEST })));
  return world;
}

const SWEEP: Cause = { kind: 'sweep' };

test('an alias whose target is there stays, and nothing more is said', async () => {
  const world = await held();
  const outcome = await world.run(lookAtHeld(world.task(SWEEP)));
  expect(outcome).toMatchObject({ action: 'protected', from: key('1.0.0'), to: key('1.0.0') });
  expect(outcome.dangling).toBeUndefined();
});

test.each<[string, Cause]>([
  ['the event of its deletion', removed('1.0.0')],
  ['a sweep', SWEEP],
])('one whose target is gone stays, and %s says so loudly', async (_, cause) => {
  const world = await held();
  await world.remove('1.0.0');
  const task = world.task(cause);
  const protocol = cause.kind === 'sweep' ? repair(task, undefined) : advance(task, key('1.0.0'));
  expect(await world.run(protocol)).toMatchObject({
    action: 'protected',
    to: key('1.0.0'),
    dangling: true,
    why: expect.stringContaining('its target is gone, so readers get an error'),
  });
});

test('what is uploaded costs nothing', async () => {
  const world = await held();
  await world.put('2.0.0');
  expect(await world.run(advance(world.task(created('2.0.0')), key('2.0.0')))).toMatchObject({ action: 'protected' });
  expect(world.cost.requests).toBe(0);
});

test('where nothing stands there is nothing to say', async () => {
  const world = aliasWorld('Enabled', '    protected: true\n');
  expect(await world.run(lookAtHeld(world.task(SWEEP)))).toMatchObject({ action: 'protected', from: null });
});
