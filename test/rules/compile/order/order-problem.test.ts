import { expect, test } from 'vitest';
import { orderProblem } from '../../../../src/rules/compile/order/order-problem.ts';

test.each([
  [{ by: 'semver' as const }],
  [{ by: 'date' as const, format: 'DD.MM.YYYY' }],
  [{ by: 'list' as const, values: ['alpha', 'beta'] }],
  [{ by: 'maven' as const, bare: false }],
  [{ by: 'pep440' as const, bare: true }],
])('%j can be used', (order) => {
  expect(orderProblem(order, { path: ['order'], name: 'order' })).toBeUndefined();
});

test.each([
  [{ by: 'semver' as const, format: 'YYYY' }, 'order.format cannot be used'],
  [{ by: 'date' as const, format: 'MM' }, 'order.format cannot be used'],
  [{ by: 'list' as const }, 'order.values is missing'],
  [{ by: 'debian' as const, values: ['a'] }, 'order.values cannot be used'],
  [{ by: 'semver' as const, bare: false }, 'order.bare cannot be used'],
  [{ by: 'number' as const, bare: true }, 'order.bare cannot be used'],
  [{ by: 'list' as const, values: ['a', 'b', 'a'] }, 'order.values contains "a" twice'],
])('%j cannot be used', (order, what) => {
  expect(orderProblem(order, { path: ['order'], name: 'order' })).toMatchObject({ what });
});
