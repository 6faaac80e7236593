import { describe, expect, it } from 'vitest';
import { createMemoryTable } from '../../../src/bucket/memory-table.ts';
import { newInvocation } from '../../../src/local/queue/invocation.ts';
import { createInvocationQueue } from '../../../src/local/queue/invocation-queue.ts';
import { nextStep } from '../../../src/local/queue/retry-policy.ts';

const POLICY = { maxAsyncRetryAttempts: 1, maxAsyncEventAgeInSeconds: 3600 };

const invocation = (id: string) =>
  newInvocation({ id, functionName: 'f', payload: id, trigger: 't', eventName: 'e', key: id, acceptedAt: 1000 });

const open = () => {
  const table = createMemoryTable();
  const queue = createInvocationQueue(table);
  const ids = (after = '', limit = 100) => queue.ready(after, limit).map(({ invocation: { id } }) => id);
  const first = () => {
    const [ready] = queue.ready('', 1);
    if (!ready) throw new Error('nothing is ready');
    return ready;
  };
  const fail = (now: number) => {
    const ready = first();
    queue.settle(ready, nextStep(ready.invocation, { kind: 'function-error', message: 'no' }, now, POLICY), now);
  };
  return { table, queue, ids, first, fail };
};

describe('createInvocationQueue', () => {
  it('gives what is ready in the order it came, page by page', () => {
    const { queue, ids } = open();
    for (const id of ['a', 'b', 'c']) queue.add(invocation(id));
    expect(ids()).toEqual(['a', 'b', 'c']);
    const [first, second] = queue.ready('', 2);
    expect([first, second].map((ready) => ready?.invocation.id)).toEqual(['a', 'b']);
    expect(ids(second?.at)).toEqual(['c']);
  });

  it('keeps its order beyond one digit', () => {
    const { queue, ids } = open();
    const names = Array.from({ length: 120 }, (_, i) => `n${i}`);
    for (const id of names) queue.add(invocation(id));
    expect(ids('', 200)).toEqual(names);
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
    const { queue, ids, fail } = open();
    queue.add(invocation('a'));
    fail(2000);
    expect(queue.counts()).toEqual({ ready: 0, later: 1, dead: 0 });
    expect(queue.nextDue()).toBe(3000);
    queue.promote(2999);
    expect(ids()).toEqual([]);
    queue.promote(3000);
    expect(ids()).toEqual(['a']);
    expect(queue.nextDue()).toBeUndefined();
    expect(queue.ready('', 1)[0]?.invocation.functionErrors).toBe(1);
  });

  it('lists what was given up with the reason, and makes it ready as if new', () => {
    const { queue, ids, fail } = open();
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
    expect(queue.ready('', 1)[0]?.invocation).toMatchObject({ acceptedAt: 10_000, functionErrors: 0 });
    expect(queue.counts()).toEqual({ ready: 1, later: 0, dead: 1 });
  });

  it('is all in the table: another one over it goes on', () => {
    const { table, queue, fail } = open();
    for (const id of ['a', 'b']) queue.add(invocation(id));
    fail(2000);
    const again = createInvocationQueue(table);
    expect(again.counts()).toEqual({ ready: 1, later: 1, dead: 0 });
    again.add(invocation('c'));
    expect(again.ready('', 10).map((ready) => ready.invocation.id)).toEqual(['b', 'c']);
  });
});
