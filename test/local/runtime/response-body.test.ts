import { expect, it } from 'vitest';
import { responseBody } from '../../../src/local/runtime/response-body.ts';

it.each([
  [Buffer.from('raw'), 'raw'],
  [{ a: [1] }, '{"a":[1]}'],
  [[1, 2], '[1,2]'],
  ['text', 'text'],
  [true, 'true'],
  [0, '0'],
  [null, ''],
  [undefined, ''],
])('%o', (value, expected) => {
  expect(Buffer.from(responseBody(value)).toString()).toBe(expected);
});

it('passes on what JSON refuses', () => {
  expect(() => responseBody({ n: 1n })).toThrow(TypeError);
});
