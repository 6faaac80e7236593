import { expect, test } from 'vitest';
import { isContested } from '../../src/aliases/is-contested.ts';
import { settle } from '../../src/aliases/settle.ts';
import { aliasWorld, created, key, LATEST } from './alias-world.ts';

const gone = { kind: 'change' as const, event: 'ObjectRemoved:DeleteObject', key: LATEST };
const none = { found: 'none', deleteMarker: true, versionId: 'v' } as const;

function link(metadata: Record<string, string>) {
  return { found: 'symlink', target: 'x', headers: {}, metadata } as const;
}

test('what we wrote ourselves is not contested', async () => {
  const world = aliasWorld('Enabled');
  await world.put('1.0.0');
  await world.run(settle(world.task({ kind: 'sweep' })));
  expect(isContested(world.task(created('1.1.0')), await world.latest())).toBe(false);
});

test.each([
  ['a link without a record', created('1.0.0'), link({}), true],
  [
    'a link of another rule',
    created('1.0.0'),
    link({ 'autoalias-rule': 'x', 'autoalias-form': 'y', 'autoalias-base': 'z' }),
    true,
  ],
  ['an alias that somebody removed', gone, none, true],
  ['an alias that is not there yet', created('1.0.0'), none, false],
  ['a real object that the rule replaces', created('1.0.0'), { found: 'object' } as const, true],
])('%s: %#', (_, cause, current, contested) => {
  expect(isContested(aliasWorld('Enabled').task(cause), current)).toBe(contested);
});

test('an alias that may not be taken over any more is left, and the outcome says to whom', async () => {
  const world = aliasWorld('Enabled');
  await world.put('1.0.0');
  await world.store.send({ operation: 'PutSymlink', key: LATEST, target: 'theirs' });
  expect(await world.run(settle({ ...world.task(created('1.0.0')), mayOverrule: false }))).toEqual({
    action: 'yielded',
    from: 'theirs',
    to: 'theirs',
    why: 'another program keeps writing this alias and was overruled too often; it is left to the sweep. Find that program, or take the alias out of the rules',
  });
  expect(await world.run(settle(world.task({ kind: 'sweep' })))).toMatchObject({
    action: 'pointed',
    to: key('1.0.0'),
    overruled: true,
  });
});
