import { describe, expect, test } from 'vitest';
import { cloudEvents } from '../../src/events/cloud-events.ts';
import { cloudEvent, queueEvent, record } from './record.ts';

describe('recognises', () => {
  test.each([[cloudEvent('x', 'k')], [queueEvent('e30=')], [{ specversion: 1 }], [{ type: 'x', data: 5 }]])(
    '%j',
    (value) => {
      expect(cloudEvents.recognizes(value)).toBe(true);
    },
  );
});

describe('leaves to others', () => {
  test.each([[{}], [{ type: 'x' }], [{ data: {} }], [record('x', 'k')], [{ events: [] }]])('%j', (value) => {
    expect(cloudEvents.recognizes(value)).toBe(false);
  });
});

describe('unfolds', () => {
  const data = { oss: {} };
  test.each([
    [
      'an event into its record',
      { specversion: '1.0', type: 'oss:x', data },
      [{ kind: 'record', value: data, path: '[4].data', name: 'oss:x', source: 'eventbridge' }],
    ],
    [
      'a queue message into its body',
      { specversion: '1.0', type: 'mns:Queue:SendMessage', data: { messageBody: 'e30=' } },
      [{ kind: 'payload', value: 'e30=', path: '[4].data.messageBody', source: 'smq' }],
    ],
    [
      'one with an empty type into the fault',
      { specversion: '1.0', type: '' },
      [{ kind: 'malformed', path: '[4].type', message: '[4].type: the type is empty' }],
    ],
  ])('%s', (_name, value, held) => {
    expect(cloudEvents.unwrap(value, '[4]', undefined)).toEqual(held);
  });
});
