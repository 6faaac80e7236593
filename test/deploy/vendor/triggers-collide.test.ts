import { expect, test } from 'vitest';
import { triggersCollide } from './triggers-collide.ts';

const put = ['oss:ObjectCreated:PutObject'];
const removed = ['oss:ObjectRemoved:DeleteObject'];

test.each([
  [put, 'source', 'zip', put, 'source1', 'zip', true],
  [put, 'source', 'zip', put, 'source', '1zip', true],
  [put, 'source', 'zip', put, 'source1', 'zip1', false],
  [put, '', '', put, 'a', 'b', true],
  [put, 'a/', '', put, 'b/', '', false],
  [put, 'a', '', removed, 'a', '', false],
  [['oss:ObjectCreated:*'], 'a', '', put, 'a', '', true],
  [['oss:ObjectCreated:*'], 'a', '', removed, 'a', '', false],
])('%j %s %s and %j %s %s: %s', (events, prefix, suffix, otherEvents, otherPrefix, otherSuffix, collide) => {
  const a = { events, prefix, suffix };
  const b = { events: otherEvents, prefix: otherPrefix, suffix: otherSuffix };
  expect([triggersCollide(a, b), triggersCollide(b, a)]).toEqual([collide, collide]);
});
