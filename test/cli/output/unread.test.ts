import { expect, test } from 'vitest';
import { unreadCount, unreadLines, unreadText, withUnread, withUnreadCount } from '../../../src/cli/output/unread.ts';

const examples = [{ key: 'r/abc/f', why: '"abc" is not a semantic version' }];
const TEXT = '3 objects not read, for example r/abc/f: "abc" is not a semantic version';

test('the reason of an alias names its unread objects', () => {
  expect(withUnread('it is right', { objects: 3, examples })).toBe(`it is right; ${TEXT}`);
  expect(unreadText({ objects: 1, examples })).toMatch(/^1 object not read, for example /);
});

test('an alias without unread objects keeps its reason', () => {
  expect(withUnread('it is right', undefined)).toBe('it is right');
});

test.each([
  [0, ''],
  [1, ', 1 object not read'],
  [2, ', 2 objects not read'],
])('the count of %i objects', (objects, text) => {
  expect(unreadCount({ objects })).toBe(text);
});

test('the lines name each rule and its examples, escaped for a terminal', () => {
  const rules = [{ rule: 'app', objects: 2, examples: [...examples, { key: 'r/\u001b[1m/f', why: 'why' }] }];
  expect(unreadLines({ rules })).toEqual([
    'not read: 2 objects that rule app matches, for example',
    '  r/abc/f: "abc" is not a semantic version',
    '  r/\\x1b[1m/f: why',
  ]);
  expect(unreadLines({ rules: [] })).toEqual([]);
});

test('the row of a table has only their number', () => {
  expect(withUnreadCount('right', { objects: 2, examples })).toBe('right; 2 objects not read');
  expect(withUnreadCount('right', undefined)).toBe('right');
});
