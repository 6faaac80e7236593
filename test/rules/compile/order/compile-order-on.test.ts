import { expect, test } from 'vitest';
import { compileOrderOn } from '../../../../src/rules/compile/order/compile-order-on.ts';
import { termSchema } from '../../../../src/rules/file/rules-schema.ts';
import { compilePattern } from '../../../../src/rules/pattern/pattern.ts';

function on(order: Readonly<Record<string, unknown>>) {
  const pattern = compilePattern('^(?<app>[^/]+)/(?<v>[^/]+)$');
  if ('refused' in pattern) throw new TypeError(pattern.refused);
  return compileOrderOn(termSchema.parse(order), { path: ['order'], name: 'order' }, pattern);
}

test.each([
  [{ by: 'semver', on: 'v' }, 'v', 1],
  [{ by: 'semver', on: '{v}' }, 'v', 1],
  [{ by: 'lexical', on: '{app}-{v}' }, undefined, 3],
  [{ by: 'uploaded' }, undefined, 0],
])('%j is on the group %s', (order, group, pieces) => {
  expect(on(order)).toMatchObject({ group, template: { length: pieces } });
});

test.each([
  [{ by: 'semver' }, 'order.on is missing'],
  [{ by: 'semver', on: 'x' }, 'order.on names the group "x"'],
  [{ by: 'semver', on: '{v.major}' }, 'order.on names {v.major}'],
  [{ by: 'semver', on: '{v' }, 'order.on cannot be read'],
  [{ by: 'semver', on: '{{v}}' }, 'order.on does not name a group'],
])('%j is rejected: %s', (order, what) => {
  expect(on(order)).toMatchObject({ what });
});
