import { expect, test } from 'vitest';
import { listOrder } from '../../../src/rules/orders/list.ts';
import { sorted } from './sorted.ts';

const channels = listOrder(['alpha', 'beta', 'rc', 'stable']);

test('values stand as the rule says, whatever the alphabet says', () => {
  expect(sorted(channels, ['stable', 'alpha', 'rc', 'beta', 'alpha'])).toEqual([
    'alpha',
    'alpha',
    'beta',
    'rc',
    'stable',
  ]);
});

test.each([[''], ['Stable'], ['stable '], ['gamma'], ['alpha,beta']])('%j is skipped', (text) => {
  expect(channels.parse(text)).toEqual({ ok: false, why: `"${text}" is not in the list alpha < beta < rc < stable` });
});
