import { expect, test } from 'vitest';
import { typeName } from '../../src/events/type-name.ts';

test.each([
  [null, 'null'],
  [undefined, 'nothing'],
  [[], 'array'],
  [{}, 'object'],
  ['', 'string'],
  [0, 'number'],
  [false, 'boolean'],
])('%j is %s', (value, name) => {
  expect(typeName(value)).toBe(name);
});
