import { describe, expect, test } from 'vitest';
import { functionComputeEvents } from '../../src/events/function-compute-events.ts';
import { cloudEvent, record } from './record.ts';

describe('recognises', () => {
  test.each([[{ events: [] }], [{ events: 'damaged' }], [{ events: [record('x', 'k')], more: 1 }]])('%j', (value) => {
    expect(functionComputeEvents.recognises(value)).toBe(true);
  });
});

describe('leaves to others', () => {
  test.each([[{}], [{ Events: [] }], [record('x', 'k')], [cloudEvent('x', 'k')], [{ Message: 'e30=' }]])(
    '%j',
    (value) => {
      expect(functionComputeEvents.recognises(value)).toBe(false);
    },
  );
});

test('unfolds one record for each event, in their order, from whom they came', () => {
  expect(functionComputeEvents.unfold({ events: ['a', 'b'] }, '$', undefined)).toEqual([
    { kind: 'record', value: 'a', path: 'events[0]', source: 'function-compute' },
    { kind: 'record', value: 'b', path: 'events[1]', source: 'function-compute' },
  ]);
  expect(functionComputeEvents.unfold({ events: ['a'] }, '[2].Message', 'smq')).toEqual([
    { kind: 'record', value: 'a', path: '[2].Message.events[0]', source: 'smq' },
  ]);
});
