import { describe, expect, test } from 'vitest';
import { createMemoryTable } from '../../../src/bucket/records/memory-table.ts';
import type { UnverifiedChoices } from '../../../src/bucket/unverified-choices.ts';
import { createEventingEngine } from '../../../src/local/triggers/eventing-engine.ts';

function open(choices: Partial<UnverifiedChoices>) {
  const messages: { keys: readonly string[]; keyEncoding: string }[] = [];
  let ids = 0;
  const engine = createEventingEngine({
    table: createMemoryTable(),
    now: () => 0,
    newId: () => (++ids).toString(16).padStart(32, '0'),
    choices,
    emit: (events, { eventKeyEncoding: keyEncoding }) =>
      messages.push({ keys: events.map(({ key }) => key), keyEncoding }),
  });
  engine.createBucket({ bucket: 'demo' });
  for (const key of ['a', 'b', 'c']) engine.putSymlink({ bucket: 'demo', key, target: 't', requestId: 'R' });
  messages.length = 0;
  return { engine, messages };
}

function removed(...keys: readonly string[]) {
  return {
    bucket: 'demo',
    objects: keys.map((key) => ({ key })),
    requestId: 'R',
  };
}

test.each([
  ['one-per-key', [['a'], ['c']]],
  ['one-for-all', [['a', 'c']]],
] as const)('DeleteMultipleObjects sends its events %s', (deleteObjectsEvents, expected) => {
  const { engine, messages } = open({ deleteObjectsEvents });
  engine.deleteObjects(removed('a', 'absent', 'c'));
  expect(messages.map(({ keys }) => keys)).toEqual(expected);
});

describe('one for all', () => {
  test('sends no message if nothing was deleted', () => {
    const { engine, messages } = open({ deleteObjectsEvents: 'one-for-all' });
    engine.deleteObjects(removed('absent'));
    expect(messages).toEqual([]);
  });

  test('does not affect other writes, also after a refused deletion', () => {
    const { engine, messages } = open({ deleteObjectsEvents: 'one-for-all' });
    expect(() => engine.deleteObjects(removed('a', '/bad'))).toThrow();
    engine.deleteObject({ bucket: 'demo', key: 'b', requestId: 'R' });
    expect(messages.map(({ keys }) => keys)).toEqual([['b']]);
  });
});

test.each(['raw', 'url-encoded'] as const)('passes on the key encoding %s', (eventKeyEncoding) => {
  const { engine, messages } = open({ eventKeyEncoding });
  engine.deleteObject({ bucket: 'demo', key: 'a', requestId: 'R' });
  expect(messages).toEqual([{ keys: ['a'], keyEncoding: eventKeyEncoding }]);
});
