import { describe, expect, test } from 'vitest';
import { keyArgument, keyArguments, versionText } from '../../../src/cli/options/key-argument.ts';

describe('a key', () => {
  test.each(['a', 'releases/app/', 'ü', 'a//b', 'a\\b', 'a'.repeat(1023)])('%j is read', (text) => {
    expect(keyArgument(text)).toBe(text);
    expect(keyArguments(text, undefined)).toEqual([text]);
    expect(keyArguments(text, ['b'])).toEqual(['b', text]);
  });

  test.each([
    ['', 'It is empty; write a key like'],
    ['/a', 'No key begins with /'],
    ['\\a', 'No key begins with /'],
    ['a\ud800', 'Keys are UTF-8'],
    ['ü'.repeat(512), 'A key has at most 1023 bytes'],
  ])('%j is refused', (text, message) => {
    expect(() => keyArgument(text)).toThrow(message);
    expect(() => keyArguments(text, ['b'])).toThrow(message);
  });
});

test('a version is any text that is not empty', () => {
  expect(versionText(' ')).toBe(' ');
  expect(() => versionText('')).toThrow('It is empty; write a version like 1.10.0');
});
