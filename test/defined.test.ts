import { expect, test } from 'vitest';
import { defined } from '../src/defined.ts';

test.each([
  [{}, {}],
  [{ a: undefined }, {}],
  [
    { a: 1, b: undefined, c: '' },
    { a: 1, c: '' },
  ],
  [
    { a: null, b: false, c: 0 },
    { a: null, b: false, c: 0 },
  ],
])('the defined fields of %j are %j', (fields, expected) => {
  const present = defined(fields);
  expect(present).toEqual(expected);
  expect(Object.keys(present)).toEqual(Object.keys(expected));
});

test('an optional property takes the field', () => {
  const versionId: string | undefined = ['v1'][0];
  const target: { readonly key: string; readonly versionId?: string } = { key: 'k', ...defined({ versionId }) };
  expect(target).toEqual({ key: 'k', versionId: 'v1' });
});
