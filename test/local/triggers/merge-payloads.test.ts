import { describe, expect, test } from 'vitest';
import { mergePayloads } from '../../../src/local/triggers/merge-payloads.ts';

describe('events of an OSS trigger', () => {
  function payload(...keys: string[]) {
    return JSON.stringify({ events: keys.map((key) => ({ oss: { object: { key } } })) });
  }

  test.each([
    [[payload('a')], payload('a')],
    [[payload('a'), payload('b')], payload('a', 'b')],
    [[payload('版/%41'), payload('a', 'b'), payload('版/%41')], payload('版/%41', 'a', 'b', '版/%41')],
  ])('%j', (payloads, merged) => {
    expect(mergePayloads(payloads)).toBe(merged);
  });
});

test('arrays of EventBridge become one array', () => {
  expect(mergePayloads(['[{"id":"1"}]', '[{"id":"2"},{"id":"3"}]', '[{"id":"1"}]'])).toBe(
    '[{"id":"1"},{"id":"2"},{"id":"3"},{"id":"1"}]',
  );
});

test.each(['{"triggerName":"schedule"}', '{"specversion":"1.0"}', 'no JSON'])('returns %s unchanged, alone', (only) => {
  expect(mergePayloads([only])).toBe(only);
});

test.each([
  ['an array and events', ['[]', '{"events":[]}']],
  ['events and an array', ['{"events":[]}', '[]']],
])('refuses to mix: %s', (_, payloads) => {
  expect(() => mergePayloads(payloads)).toThrow();
});
