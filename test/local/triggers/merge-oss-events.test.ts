import { expect, test } from 'vitest';
import { mergeOssEvents } from '../../../src/local/triggers/merge-oss-events.ts';

function payload(...keys: string[]) {
  return JSON.stringify({ events: keys.map((key) => ({ oss: { object: { key } } })) });
}

test.each([
  [[payload('a')], payload('a')],
  [[payload('a'), payload('b')], payload('a', 'b')],
  [[payload('版/%41'), payload('a', 'b'), payload('版/%41')], payload('版/%41', 'a', 'b', '版/%41')],
])('%j', (payloads, merged) => {
  expect(mergeOssEvents(payloads)).toBe(merged);
});

test('returns a single payload unchanged, whatever its format', () => {
  expect(mergeOssEvents(['{"triggerName":"schedule"}'])).toBe('{"triggerName":"schedule"}');
});
