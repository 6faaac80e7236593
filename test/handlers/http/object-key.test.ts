import { expect, test } from 'vitest';
import { keyPrefix, objectKey } from '../../../src/handlers/http/object-key.ts';

test.each(['a', ' ', 'a/', '..', 'a\\', '\u0000', '😀', 'x'.repeat(1023), 'é'.repeat(511)])(
  '%j names an object',
  (key) => {
    expect(objectKey.parse(key)).toBe(key);
    expect(keyPrefix.parse(key)).toBe(key);
  },
);

test.each([
  ['/a', 'no key begins with'],
  ['\\a', 'no key begins with'],
  ['a\ud800', 'half a surrogate pair'],
  ['x'.repeat(1024), 'longer than 1023 bytes'],
  ['é'.repeat(512), 'longer than 1023 bytes'],
])('%j is neither a key nor a prefix of keys', (key, why) => {
  expect(() => objectKey.parse(key)).toThrow(why);
  expect(() => keyPrefix.parse(key)).toThrow(why);
});

test('the empty text is not a key, and is a prefix of every key', () => {
  expect(() => objectKey.parse('')).toThrow('it is empty');
  expect(keyPrefix.parse('')).toBe('');
});
