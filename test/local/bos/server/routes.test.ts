import { expect, test } from 'vitest';
import { routes } from '../../../../src/local/bos/server/routes.ts';

test('no row hides a later one', () => {
  const hidden = routes.filter((late, at) =>
    routes
      .slice(0, at)
      .some(
        (early) =>
          early.method === late.method &&
          early.level === late.level &&
          (early.subresource === undefined || early.subresource === late.subresource) &&
          (early.header === undefined || early.header === late.header),
      ),
  );
  expect(hidden).toEqual([]);
});

test('every operation has one row', () => {
  const names = routes.map(({ operation }) => operation);
  expect(new Set(names).size).toBe(names.length);
});

test('without a signature, ACLs decide on operations on objects, and all others are refused', () => {
  expect(routes.filter(({ anonymous }) => anonymous).map(({ operation }) => operation)).toEqual([
    ...['ListObjects', 'DeleteMultipleObjects', 'GetSymlink', 'GetObject', 'GetObjectMeta'],
    ...['PutSymlink', 'CopyObject', 'PutObject', 'DeleteObject'],
  ]);
});
