import { expect, test } from 'vitest';
import { greatestWithdrawn, withdrawnText } from '../../../src/aliases/look/greatest-withdrawn.ts';
import { aliasWorld, key, markerKey } from '../alias-world.ts';
import { targetOf } from '../targets.ts';

const task = aliasWorld('Enabled').task({ kind: 'sweep' });

function withdrawn(version: string) {
  return { candidate: targetOf(task, key(version)), marker: markerKey(version) };
}

test.each([
  ['greater than the winner', '2.0.0', '1.0.0', key('2.0.0')],
  ['without a winner', '2.0.0', undefined, key('2.0.0')],
  ['less than the winner', '1.0.0', '2.0.0', undefined],
])('%s', (_, of, winner, expected) => {
  const lookup = { winner: winner === undefined ? undefined : targetOf(task, key(winner)), withdrawn: withdrawn(of) };
  expect(greatestWithdrawn(task.rule, lookup)?.key).toBe(expected);
});

test('the fallback is less than any candidate', () => {
  const winner = { ...targetOf(task, key('3.0.0')), isFallback: true as const };
  expect(greatestWithdrawn(task.rule, { winner, withdrawn: withdrawn('1.0.0') })).toEqual({
    key: key('1.0.0'),
    marker: markerKey('1.0.0'),
  });
});

test('nothing is withdrawn', () => {
  expect(greatestWithdrawn(task.rule, { winner: undefined })).toBeUndefined();
});

test.each([
  ['another target', 'x', `right; ${key('1.0.0')} is greater and withdrawn`],
  ['the withdrawn target itself', key('1.0.0'), 'right'],
])('the reason of an alias at %s', (_, from, why) => {
  expect(withdrawnText({ from, why: 'right' }, { key: key('1.0.0'), marker: markerKey('1.0.0') })).toBe(why);
});

test('the reason does not change if nothing is withdrawn', () => {
  expect(withdrawnText({ from: 'x', why: 'right' }, undefined)).toBe('right');
});
