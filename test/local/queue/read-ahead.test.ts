import { describe, expect, it, test } from 'vitest';
import { createMemoryTable } from '../../../src/bucket/records/memory-table.ts';
import { type Invocation, newInvocation } from '../../../src/local/queue/invocation.ts';
import { createInvocationQueue } from '../../../src/local/queue/invocation-queue.ts';
import {
  MERGED_AT_MOST,
  MERGED_BYTES,
  ReadAhead,
  type ReadAheadParts,
  shuffled,
} from '../../../src/local/queue/read-ahead.ts';

function open(parts: Partial<ReadAheadParts> = {}) {
  const queue = createInvocationQueue(createMemoryTable());
  const reads = { entries: 0 };
  const readAhead = new ReadAhead({
    queue: {
      lanes: queue.lanes,
      ready: (...args) => {
        const found = queue.ready(...args);
        reads.entries += found.length;
        return found;
      },
    },
    mayMerge: () => true,
    ...parts,
  });
  const add = (id: string, fields: Partial<Invocation> = {}): void =>
    queue.add({
      ...newInvocation({
        id,
        functionName: 'f',
        payload: id,
        trigger: 't',
        eventName: 'e',
        key: id,
        acceptedAt: 0,
      }),
      ...fields,
    });
  /** Takes batches and settles each at once, until the queue is empty. */
  const takeAll = (hasPlace: (functionName: string) => boolean = () => true, now = 0): string[][] => {
    const taken: string[][] = [];
    for (;;) {
      readAhead.read();
      const batch = readAhead.take(hasPlace, now);
      if (batch === undefined) return taken;
      taken.push(batch.map(({ invocation }) => invocation.id));
      for (const ready of batch) queue.settle(ready, { next: 'done' }, 0);
    }
  };
  return { queue, readAhead, reads, add, takeAll };
}

describe('lanes', () => {
  test('take turns, each in its own order', () => {
    const { add, takeAll } = open();
    for (const id of ['a1', 'a2', 'a3', 'a4']) add(id, { lane: 'a' });
    for (const id of ['b1', 'b2']) add(id, { lane: 'b' });
    add('c1');
    expect(takeAll().flat()).toEqual(['c1', 'a1', 'b1', 'a2', 'b2', 'a3', 'a4']);
  });

  test('a new lane waits for one batch of each other lane, not for a backlog', () => {
    const { add, readAhead } = open();
    for (let i = 0; i < 1000; i++) add(`a${i}`, { lane: 'a' });
    const next = () => {
      readAhead.read();
      return readAhead.take(() => true, 0)?.[0].invocation.id;
    };
    expect([next(), next()]).toEqual(['a0', 'a1']);
    add('b0', { lane: 'b' });
    expect([next(), next(), next()]).toEqual(['a2', 'b0', 'a3']);
  });

  test('of a busy function wait, and those of others do not', () => {
    const { add, takeAll } = open();
    add('slow', { functionName: 'sweep' });
    add('fast');
    expect(takeAll((name) => name === 'f')).toEqual([['fast']]);
    expect(takeAll()).toEqual([['slow']]);
  });

  test('are read into a bounded buffer, each entry once', () => {
    const { add, readAhead, reads, takeAll } = open();
    for (let i = 0; i < 1000; i++) add(`a${i}`);
    readAhead.read();
    readAhead.read();
    expect(reads.entries).toBe(200);
    expect(takeAll()).toHaveLength(1000);
    expect(reads.entries).toBe(1000);
  });

  test('give no entry twice while it is still in the table', () => {
    const { add, readAhead } = open();
    add('a');
    readAhead.read();
    expect(readAhead.take(() => true, 0)).toHaveLength(1);
    readAhead.read();
    expect(readAhead.take(() => true, 0)).toBeUndefined();
  });

  test('are read in random order with `random`', () => {
    const { add, takeAll } = open({ random: () => 0 });
    for (const id of ['a', 'b', 'c']) add(id);
    expect(takeAll().flat()).toEqual(['b', 'c', 'a']);
  });
});

describe('merging', () => {
  test('takes all waiting events of one group, and keeps the order of the others', () => {
    const { add, takeAll } = open();
    add('a1', { group: 'a' });
    add('b1', { group: 'b' });
    add('a2', { group: 'a' });
    add('alone');
    add('a3', { group: 'a' });
    add('b2', { group: 'b' });
    expect(takeAll()).toEqual([['a1', 'a2', 'a3'], ['b1', 'b2'], ['alone']]);
  });

  test.each<[string, Partial<Invocation>, Partial<Invocation>]>([
    ['no group', {}, {}],
    ['two groups', { group: 'a' }, { group: 'b' }],
    ['two lanes', { group: 'a', lane: 'x' }, { group: 'a', lane: 'y' }],
    ['two functions', { group: 'a' }, { group: 'a', functionName: 'g' }],
    ['one that may not be merged behind one that may', { group: 'a' }, { group: 'a', functionErrors: 1 }],
    ['one that may be merged behind one that may not', { group: 'a', functionErrors: 1 }, { group: 'a' }],
  ])('does not merge: %s', (_, one, other) => {
    const { add, takeAll } = open({ mayMerge: ({ functionErrors }) => functionErrors === 0 });
    add('one', one);
    add('other', other);
    expect(takeAll()).toHaveLength(2);
  });

  test('takes a limited number, so that an invocation ends before its timeout', () => {
    const { add, takeAll } = open();
    for (let i = 0; i < 250; i++) add(`a${i}`, { group: 'a' });
    expect(takeAll().map(({ length }) => length)).toEqual([MERGED_AT_MOST, MERGED_AT_MOST, 50]);
  });

  test('takes no more than the largest asynchronous payload', () => {
    const { add, takeAll } = open();
    const payload = '版'.repeat(MERGED_BYTES / 3 / 4);
    for (let i = 0; i < 8; i++) add(`a${i}`, { group: 'a', payload });
    expect(takeAll().map(({ length }) => length)).toEqual([4, 4]);
  });
});

describe('a batch window', () => {
  const batch = { events: 3, seconds: 2, bytes: 1000 };
  const fields = { group: 'bus', batch };

  test('closes when it is full, or when its first event has waited long enough', () => {
    const { add, takeAll, readAhead } = open();
    for (const id of ['a', 'b', 'c', 'd']) add(id, { ...fields, acceptedAt: 1000 });
    expect(takeAll(() => true, 1500)).toEqual([['a', 'b', 'c']]);
    expect(readAhead.nextClosing(1500)).toBe(3000);
    add('e', { ...fields, acceptedAt: 2900 });
    expect(takeAll(() => true, 2999)).toEqual([]);
    expect(takeAll(() => true, 3000)).toEqual([['d', 'e']]);
    expect(readAhead.nextClosing(3000)).toBeUndefined();
  });

  test.each([
    ['an event that failed', { functionErrors: 1 }],
    ['an event that could not be run', { systemErrors: 1 }],
    ['an event of a clock that was set back since', { acceptedAt: 9999 }],
    ['an event without a window', { batch: undefined }],
  ])('does not delay %s', (_, other) => {
    const { add, takeAll, readAhead } = open();
    add('a', { ...fields, acceptedAt: 1000, ...other } as Partial<Invocation>);
    readAhead.read();
    expect(readAhead.nextClosing(1000)).toBeUndefined();
    expect(takeAll(() => true, 1000)).toEqual([['a']]);
  });

  test('delays only its own lane', () => {
    const { add, takeAll } = open();
    add('waits', { ...fields, acceptedAt: 1000 });
    add('other', { functionName: 'sweep' });
    expect(takeAll(() => true, 1000)).toEqual([['other']]);
  });

  test('closes before it is too large', () => {
    const { add, takeAll } = open();
    for (const id of ['a', 'b', 'c']) add(id, { ...fields, acceptedAt: 1000, payload: 'x'.repeat(400) });
    expect(takeAll(() => true, 1000)).toEqual([['a', 'b']]);
  });

  test('in which an event is repeated contains it twice', () => {
    const { add, takeAll } = open();
    for (const id of ['a', 'a', 'b']) add(id, { ...fields, acceptedAt: 1000 });
    expect(takeAll(() => true, 1000)).toEqual([['a', 'a', 'b']]);
  });
});

describe('shuffled', () => {
  it('keeps every item, in another order, and leaves the input alone', () => {
    const items = ['a', 'b', 'c', 'd'];
    expect(shuffled(items, () => 0)).toEqual(['b', 'c', 'd', 'a']);
    expect(shuffled(items, () => 0.999)).toEqual(items);
    expect(items).toEqual(['a', 'b', 'c', 'd']);
    expect(shuffled([], () => 0)).toEqual([]);
  });
});
