import { expect, test } from 'vitest';
import { includesEvent, triggersConflict } from '../../src/lint/oss-trigger.ts';

const PUT = 'oss:ObjectCreated:PutObject';
const REMOVED = 'oss:ObjectRemoved:DeleteObject';
const ALL = 'oss:ObjectCreated:*';

type Filter = readonly [event: string, prefix: string, suffix: string];

function trigger([event, prefix, suffix]: Filter) {
  return { name: 't', events: [event], prefix, suffix };
}

test.each<[a: Filter, b: Filter, expected: boolean]>([
  [[PUT, 'source', 'zip'], [PUT, 'source1', 'zip'], true],
  [[PUT, 'source', 'zip'], [PUT, 'source', '1zip'], true],
  [[PUT, '', ''], [PUT, 'a', 'b'], true],
  [[ALL, 'a', ''], [PUT, 'a', ''], true],
  [[PUT, 'source', 'zip'], [PUT, 'source1', 'zip1'], false],
  [[PUT, 'a/', ''], [PUT, 'b/', ''], false],
  [[PUT, 'a', ''], [REMOVED, 'a', ''], false],
  [[ALL, 'a', ''], [REMOVED, 'a', ''], false],
])('%j and %j conflict, in either order: %s', (a, b, expected) => {
  expect([triggersConflict(trigger(a), trigger(b)), triggersConflict(trigger(b), trigger(a))]).toEqual([
    expected,
    expected,
  ]);
});

test.each([
  [ALL, PUT, true],
  [PUT, PUT, true],
  [PUT, ALL, false],
  [ALL, REMOVED, false],
])('%s includes %s: %s', (listed, event, expected) => {
  expect(includesEvent(listed, event)).toBe(expected);
});
