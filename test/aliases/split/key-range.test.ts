import { expect, test } from 'vitest';
import { isAfterRange, isInRange, justBefore, type KeyRange } from '../../../src/aliases/split/key-range.ts';
import { compareKeys } from '../../../src/compare-keys.ts';

test.each<[KeyRange, string, boolean]>([
  [{}, '', true],
  [{ after: 'b' }, 'b', false],
  [{ after: 'b' }, 'b/', true],
  [{ after: 'b' }, 'a', false],
  [{ until: 'd' }, 'd', true],
  [{ until: 'd' }, 'd/', false],
  [{ after: 'b', until: 'd' }, 'c', true],
  // As OSS lists keys: by UTF-8 bytes, in which a character beyond the basic plane comes after U+FFFD.
  [{ after: '\ufffd' }, '\u{1f600}', true],
  [{ until: '\ufffd' }, '\u{1f600}', false],
])('%j has %j: %s', (range, text, expected) => {
  expect(isInRange(range, text)).toBe(expected);
});

test.each<[KeyRange, string, boolean]>([
  [{}, 'z', false],
  [{ until: 'd' }, 'd', false],
  [{ until: 'd' }, 'e', true],
  [{ after: 'x', until: 'y' }, 'a', false],
])('%j ends before %j: %s', (range, text, expected) => {
  expect(isAfterRange(range, text)).toBe(expected);
});

test.each([
  ['releases/app/', 'releases/app.~'],
  ['b', 'a~'],
  ['a/!', 'a/'],
  ['a/ ', 'a/'],
  ['é', ''],
  ['a\u{1f600}', 'a'],
])('just before %j is %j', (prefix, expected) => {
  expect(justBefore(prefix)).toBe(expected);
  expect(compareKeys(justBefore(prefix), prefix)).toBeLessThan(0);
});
