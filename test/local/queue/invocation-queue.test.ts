import { describe, expect, it } from 'vitest';
import { createMemoryTable } from '../../../src/bucket/records/memory-table.ts';
import { newInvocation } from '../../../src/local/queue/invocation.ts';
import { createInvocationQueue } from '../../../src/local/queue/invocation-queue.ts';
import { nextStep } from '../../../src/local/queue/retry-policy.ts';

const POLICY = { maxAsyncRetryAttempts: 1, maxAsyncEventAgeInSeconds: 3600 };

function invocation(id: string, functionName = 'f', lane?: string) {
  return newInvocation({
    id,
    functionName,
    payload: id,
    trigger: 't',
    eventName: 'e',
    key: id,
    acceptedAt: 1000,
    ...(lane !== undefined && { lane }),
  });
}

function open() {
  const table = createMemoryTable();
  const queue = createInvocationQueue(table);
  const ready = (after = '', limit = 100) => queue.lanes().flatMap((lane) => queue.ready(lane, after, limit));
  const ids = (after = '', limit = 100) => ready(after, limit).map(({ invocation: { id } }) => id);
  const first = () => {
    const [ready] = queue.lanes().flatMap((lane) => queue.ready(lane, '', 1));
    if (!ready) throw new Error('nothing is ready');
    return ready;
  };
  const fail = (now: number) => {
    const ready = first();
    queue.settle(ready, nextStep(ready.invocation, { kind: 'function-error', message: 'no' }, now, POLICY), now);
  };
  return { table, queue, ready, ids, first, fail };
}

describe('createInvocationQueue', () => {
  it('gives what is ready in the order it came, page by page', () => {
    const { queue, ready, ids } = open();
    for (const id of ['a', 'b', 'c']) queue.add(invocation(id));
    expect(ids()).toEqual(['a', 'b', 'c']);
    const [first, second] = ready('', 2);
    expect([first, second].map((ready) => ready?.invocation.id)).toEqual(['a', 'b']);
    expect(ids(second?.at)).toEqual(['c']);
  });

  it('keeps its order beyond one digit', () => {
    const { queue, ids } = open();
    const names = Array.from({ length: 120 }, (_, i) => `n${i}`);
    for (const id of names) queue.add(invocation(id));
    expect(ids('', 200)).toEqual(names);
  });

  it('keeps an invocation with a due time until then', () => {
    const { queue, ids } = open();
    queue.add(invocation('now'));
    queue.add(invocation('later'), 5000);
    expect([ids(), queue.nextDue(), queue.counts()]).toEqual([['now'], 5000, { ready: 1, later: 1, dead: 0 }]);
    queue.promote(4999);
    expect(ids()).toEqual(['now']);
    queue.promote(5000);
    expect([ids(), queue.counts()]).toEqual([['now', 'later'], { ready: 2, later: 0, dead: 0 }]);
  });

  it('forgets what is done, and nothing else', () => {
    const { queue, ids, first } = open();
    queue.add(invocation('a'));
    queue.add(invocation('b'));
    queue.settle(first(), { next: 'done' }, 2000);
    expect(ids()).toEqual(['b']);
    expect(queue.counts()).toEqual({ ready: 1, later: 0, dead: 0 });
  });

  it('keeps a retry until its time has come', () => {
    const { queue, ready, ids, fail } = open();
    queue.add(invocation('a'));
    fail(2000);
    expect(queue.counts()).toEqual({ ready: 0, later: 1, dead: 0 });
    expect(queue.nextDue()).toBe(3000);
    queue.promote(2999);
    expect(ids()).toEqual([]);
    queue.promote(3000);
    expect(ids()).toEqual(['a']);
    expect(queue.nextDue()).toBeUndefined();
    expect(ready()[0]?.invocation.functionErrors).toBe(1);
  });

  it('lists what was given up with the reason, and makes it ready as if new', () => {
    const { queue, ready, ids, fail } = open();
    for (const id of ['a', 'b']) queue.add(invocation(id));
    for (const now of [2000, 2000]) fail(now);
    queue.promote(9000);
    for (const now of [9000, 9001]) fail(now);
    const letters = queue.deadLetters({ limit: 10 });
    expect(letters).toMatchObject([
      { reason: 'failed 2 times: no', failedAt: 9000, invocation: { id: 'a' } },
      { reason: 'failed 2 times: no', failedAt: 9001, invocation: { id: 'b' } },
    ]);
    const [{ id } = { id: '' }] = letters;
    expect(queue.deadLetters({ after: id, limit: 10 })).toMatchObject([{ invocation: { id: 'b' } }]);
    expect(queue.replay(id, 10_000)).toBe(true);
    expect(queue.replay(id, 10_000)).toBe(false);
    expect(ids()).toEqual(['a']);
    expect(ready()[0]?.invocation).toMatchObject({ acceptedAt: 10_000, functionErrors: 0 });
    expect(queue.counts()).toEqual({ ready: 1, later: 0, dead: 1 });
    const [left] = queue.deadLetters({ limit: 10 });
    expect(queue.discard(left?.id ?? '')).toBe(true);
    expect(queue.discard(left?.id ?? '')).toBe(false);
    expect(queue.counts()).toEqual({ ready: 1, later: 0, dead: 0 });
    expect(queue.deadLetters({ limit: 10 })).toEqual([]);
  });

  it('is all in the table: another one over it goes on', () => {
    const { table, queue, fail } = open();
    for (const id of ['a', 'b']) queue.add(invocation(id));
    fail(2000);
    const again = createInvocationQueue(table);
    expect(again.counts()).toEqual({ ready: 1, later: 1, dead: 0 });
    again.add(invocation('c'));
    const [lane] = again.lanes();
    expect(lane && again.ready(lane, '', 10).map((ready) => ready.invocation.id)).toEqual(['b', 'c']);
  });

  it('lists the lanes of each function that have ready invocations', () => {
    const { queue, ids, first } = open();
    queue.add(invocation('a', 'f', 'rule-1'));
    queue.add(invocation('b', 'f'));
    queue.add(invocation('c', 'g'));
    for (const id of ['d', 'e']) queue.add(invocation(id, 'f', 'rule-10'));
    const lanes = () => queue.lanes().map(({ functionName, prefix }) => [functionName, prefix]);
    expect(lanes()).toEqual([
      ['f', 'queue/ready/f//'],
      ['f', 'queue/ready/f/rule-1/'],
      ['f', 'queue/ready/f/rule-10/'],
      ['g', 'queue/ready/g//'],
    ]);
    expect(ids()).toEqual(['b', 'a', 'd', 'e', 'c']);
    for (const _ of ['b', 'a']) queue.settle(first(), { next: 'done' }, 0);
    expect(lanes()).toEqual([
      ['f', 'queue/ready/f/rule-10/'],
      ['g', 'queue/ready/g//'],
    ]);
    expect(ids()).toEqual(['d', 'e', 'c']);
  });

  it('keeps the retries of every function until their due times', () => {
    const { queue, ids } = open();
    for (const name of ['f', 'g']) queue.add(invocation(name, name, 'rule-1'));
    for (const [index, lane] of queue.lanes().entries()) {
      for (const ready of queue.ready(lane, '', 1)) {
        queue.settle(ready, { next: 'retry', at: 3000 - index, invocation: ready.invocation, error: 'no' }, 0);
      }
    }
    expect(queue.nextDue()).toBe(2999);
    queue.promote(2999);
    expect(ids()).toEqual(['g']);
    expect(queue.nextDue()).toBe(3000);
    queue.promote(3000);
    expect(ids()).toEqual(['f', 'g']);
  });

  it('knows whether a function has an invocation that is ready, running or waiting for a retry', () => {
    const { queue, first, fail } = open();
    expect(queue.isWaiting('f')).toBe(false);
    queue.add(invocation('a', 'f', 'rule-1'));
    expect(['f', 'g', 'fg'].map(queue.isWaiting)).toEqual([true, false, false]);
    fail(2000);
    expect(queue.isWaiting('f')).toBe(true);
    queue.promote(3000);
    queue.settle(first(), { next: 'done' }, 3000);
    expect(queue.isWaiting('f')).toBe(false);
    queue.add(invocation('b'));
    fail(2000);
    queue.promote(3000);
    fail(3000);
    expect(queue.counts().dead).toBe(1);
    expect(queue.isWaiting('f')).toBe(false);
  });

  it('at the start, makes waiting retries ready, however late they are due', () => {
    const { queue, ids } = open();
    for (let i = 0; i < 1500; i++) {
      queue.add(invocation(`${i}`));
      for (const ready of queue.lanes().flatMap((lane) => queue.ready(lane, '', 1))) {
        queue.settle(ready, { next: 'retry', at: 9e15, invocation: ready.invocation, error: 'no' }, 0);
      }
    }
    expect([queue.resume(), queue.resume()]).toEqual([true, false]);
    expect(queue.counts()).toEqual({ ready: 1500, later: 0, dead: 0 });
    expect(ids('', 2000)).toHaveLength(1500);
  });

  it('moves entries of the layout without lanes', () => {
    const { table, queue, ids } = open();
    const number = (n: number) => String(n).padStart(16, '0');
    table.put('queue/state', { next: 4, ready: 2, later: 1, dead: 0 });
    table.put(`queue/ready/${number(1)}`, invocation('a'));
    table.put(`queue/ready/${number(2)}`, invocation('b', 'g'));
    table.put(`queue/later/${number(3000)}/${number(3)}`, invocation('c'));
    expect(ids()).toEqual([]);
    expect(queue.resume()).toBe(false);
    expect(ids()).toEqual(['a', 'c', 'b']);
    expect(queue.counts()).toEqual({ ready: 3, later: 0, dead: 0 });
  });
});
