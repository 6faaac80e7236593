import { expect, test } from 'vitest';
import { applyKeys } from '../../src/handlers/apply-keys.ts';
import { handlerWorld } from './handler-world.ts';

function app(version: string) {
  return `releases/app/${version}/f`;
}

test('each alias once, whichever of the keys bear on it, by a person’s word', async () => {
  const world = handlerWorld();
  await world.put(app('1.0.0'), app('2.0.0'));
  const reports = await applyKeys(world.context, [app('1.0.0'), app('2.0.0'), app('latest')]);
  expect(reports.map(({ alias, action, to }) => [alias, action, to]).toSorted()).toEqual([
    [app('latest'), 'pointed', app('2.0.0')],
    [app('v1'), 'pointed', app('1.0.0')],
    [app('v2'), 'pointed', app('2.0.0')],
  ]);
  const link = await world.context.store.send({ operation: 'GetSymlink', key: app('v1') });
  expect(link).toMatchObject({ metadata: { 'autoalias-cause': `apply ${app('1.0.0')}` } });
});

test('a failure is a report among the others', async () => {
  const world = handlerWorld({ fail: (operation, key) => operation === 'PutSymlink' && key === app('v1') });
  await world.put(app('1.0.0'));
  const reports = await applyKeys(world.context, [app('1.0.0')]);
  expect(reports.map(({ alias, action }) => [alias, action]).toSorted()).toEqual([
    [app('latest'), 'pointed'],
    [app('v1'), 'failed'],
  ]);
});

test('keys of no rule give no report, and cost no request', async () => {
  const world = handlerWorld();
  expect(await applyKeys(world.context, ['elsewhere', app('abc')])).toEqual([]);
  expect(world.sent).toEqual([]);
});
