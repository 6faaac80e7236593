import { describe, expect, it } from 'vitest';
import { createMemoryTable } from '../../../src/bucket/memory-table.ts';
import type { Table } from '../../../src/bucket/table.ts';
import type { Delivery } from '../../../src/local/queue/delivery.ts';
import { Dispatcher, type DispatcherParts } from '../../../src/local/queue/dispatcher.ts';
import { type Invocation, newInvocation } from '../../../src/local/queue/invocation.ts';
import { createInvocationQueue, type InvocationQueue } from '../../../src/local/queue/invocation-queue.ts';
import type { Attempt } from '../../../src/local/queue/retry-policy.ts';

const SUCCEEDED: Attempt = { kind: 'succeeded' };
const FAILED: Attempt = { kind: 'function-error', message: 'boom' };

/** A dispatcher whose clock stands still until `advance`, and whose tries are answered by `attempt`. */
const open = (
  attempt: (invocation: Invocation) => Promise<Attempt>,
  parts: Partial<DispatcherParts> = {},
  table: Table = createMemoryTable(),
) => {
  const queue = createInvocationQueue(table);
  const deliveries: Delivery[] = [];
  const troubles: unknown[] = [];
  const timers = new Set<{ due: number; callback: () => void }>();
  let now = 1000;
  const dispatcher = new Dispatcher({
    queue,
    commit: async (work) => work(),
    attempt,
    policyOf: () => ({ maxAsyncRetryAttempts: 3, maxAsyncEventAgeInSeconds: 3600 }),
    parallel: 4,
    now: () => now,
    after: (milliseconds, callback) => {
      const timer = { due: now + milliseconds, callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    report: (delivery) => deliveries.push(delivery),
    trouble: (error) => troubles.push(error),
    ...parts,
  });
  const add = (...ids: string[]): void => {
    for (const id of ids) {
      queue.add(
        newInvocation({ id, functionName: 'f', payload: id, trigger: 't', eventName: 'e', key: id, acceptedAt: now }),
      );
    }
    dispatcher.wake();
  };
  const advance = async (milliseconds: number): Promise<void> => {
    now += milliseconds;
    for (const timer of [...timers].filter(({ due }) => due <= now)) {
      timers.delete(timer);
      timer.callback();
    }
    await settled();
  };
  return { queue, dispatcher, deliveries, troubles, add, advance, outcomes: () => deliveries.map((d) => d.outcome) };
};

/** Lets everything run that does not wait for a timer of the test. */
const settled = async (): Promise<void> => {
  for (let i = 0; i < 50; i++) await new Promise((resolve) => setImmediate(resolve));
};

/** A try that the test ends when it likes. */
const held = () => {
  const waiting: ((attempt: Attempt) => void)[] = [];
  const started: string[] = [];
  return {
    started,
    attempt: (invocation: Invocation) =>
      new Promise<Attempt>((resolve) => {
        started.push(invocation.id);
        waiting.push(resolve);
      }),
    release: (attempt: Attempt) =>
      waiting.splice(0).forEach((resolve) => {
        resolve(attempt);
      }),
  };
};

describe('Dispatcher', () => {
  it('delivers everything and leaves nothing', async () => {
    const got: string[] = [];
    const { add, queue, outcomes } = open(async ({ id }) => {
      got.push(id);
      return SUCCEEDED;
    });
    const ids = Array.from({ length: 300 }, (_, i) => `n${i}`);
    add(...ids);
    await settled();
    expect(got).toEqual(ids);
    expect(queue.counts()).toEqual({ ready: 0, later: 0, dead: 0 });
    expect(new Set(outcomes())).toEqual(new Set(['succeeded']));
  });

  it('runs at most so many at once', async () => {
    const { attempt, started, release } = held();
    const { add, dispatcher } = open(attempt, { parallel: 2 });
    add('a', 'b', 'c');
    await settled();
    expect(started).toEqual(['a', 'b']);
    expect(dispatcher.inFlight).toBe(2);
    release(SUCCEEDED);
    await settled();
    expect(started).toEqual(['a', 'b', 'c']);
  });

  it('takes what comes while it works, once', async () => {
    const { attempt, started, release } = held();
    const { add } = open(attempt);
    add('a');
    await settled();
    add('b');
    await settled();
    expect(started).toEqual(['a', 'b']);
    release(SUCCEEDED);
    await settled();
    expect(started).toEqual(['a', 'b']);
  });

  it('tries a function error again, three times, then gives it up with the reason', async () => {
    const { add, advance, queue, deliveries } = open(async () => FAILED);
    add('a');
    await settled();
    for (const delay of [1000, 2000, 4000, 8000]) await advance(delay);
    expect(deliveries.map(({ attempt, outcome }) => [attempt, outcome])).toEqual([
      [1, 'to-be-retried'],
      [2, 'to-be-retried'],
      [3, 'to-be-retried'],
      [4, 'dead'],
    ]);
    expect(queue.deadLetters({ limit: 9 })).toMatchObject([
      { reason: 'failed 4 times: boom', invocation: { id: 'a' } },
    ]);
  });

  it('does not try before the time', async () => {
    const { add, advance, deliveries } = open(async () => FAILED);
    add('a');
    await settled();
    await advance(999);
    expect(deliveries).toHaveLength(1);
    await advance(1);
    expect(deliveries).toHaveLength(2);
  });

  it('takes what a try throws for an error of the system', async () => {
    const { add, queue, deliveries } = open(async () => {
      throw new Error('no instance');
    });
    add('a');
    await settled();
    expect(deliveries).toMatchObject([{ outcome: 'to-be-retried', error: 'no instance' }]);
    expect(queue.nextDue()).toBe(1500);
  });

  it('one that fails does not hold up the others', async () => {
    const { add, outcomes } = open(async ({ id }) => (id === 'b' ? FAILED : SUCCEEDED), { parallel: 1 });
    add('a', 'b', 'c');
    await settled();
    expect(outcomes()).toEqual(['succeeded', 'to-be-retried', 'succeeded']);
  });

  it('gives up what is too old without trying it', async () => {
    let tries = 0;
    const { add, queue, advance, dispatcher } = open(
      async () => {
        tries += 1;
        return SUCCEEDED;
      },
      { policyOf: () => ({ maxAsyncRetryAttempts: 3, maxAsyncEventAgeInSeconds: 10 }), parallel: 0 },
    );
    add('a');
    await advance(10_001);
    await dispatcher.close();
    const later = open(
      async () => {
        tries += 1;
        return SUCCEEDED;
      },
      { queue, policyOf: () => ({ maxAsyncRetryAttempts: 3, maxAsyncEventAgeInSeconds: 10 }), now: () => 11_002 },
    );
    later.dispatcher.wake();
    await settled();
    expect(tries).toBe(0);
    expect(queue.deadLetters({ limit: 1 })).toMatchObject([{ reason: 'older than 10 seconds: not tried again' }]);
  });

  it('delivers again after a restart what was being tried', async () => {
    const table = createMemoryTable();
    const first = held();
    const before = open(first.attempt, {}, table);
    before.add('a', 'b');
    await settled();
    expect(first.started).toEqual(['a', 'b']);
    const second = held();
    open(second.attempt, {}, table).dispatcher.wake();
    await settled();
    expect(second.started).toEqual(['a', 'b']);
  });

  it('leaves in the queue what its own end cut short', async () => {
    const { attempt, release } = held();
    const { add, dispatcher, queue } = open(attempt);
    add('a', 'b');
    await settled();
    const closed = dispatcher.close();
    release(FAILED);
    await closed;
    expect(queue.ready('', 9).map(({ invocation }) => [invocation.id, invocation.functionErrors])).toEqual([
      ['a', 0],
      ['b', 0],
    ]);
    add('c');
    await settled();
    expect(queue.counts().ready).toBe(3);
  });

  it('writes an outcome again that the storage refused', async () => {
    const table = createMemoryTable();
    const whole = createInvocationQueue(table);
    let refusals = 2;
    const refusing: InvocationQueue = {
      ...whole,
      settle: (...outcome) => {
        if (refusals-- > 0) throw new Error('disk full');
        whole.settle(...outcome);
      },
    };
    const { add, advance, queue, troubles, outcomes } = open(async () => SUCCEEDED, { queue: refusing }, table);
    add('a');
    await settled();
    expect(queue.counts().ready).toBe(1);
    await advance(1000);
    await advance(1000);
    expect(troubles.map(String)).toEqual(['Error: disk full', 'Error: disk full']);
    expect(queue.counts().ready).toBe(0);
    expect(outcomes()).toEqual(['succeeded']);
  });

  it('reads again after the storage failed', async () => {
    let failures = 1;
    const { add, advance, outcomes } = open(async () => SUCCEEDED, {
      commit: async (work) => {
        if (failures-- > 0) throw new Error('disk');
        return work();
      },
    });
    add('a');
    await settled();
    expect(outcomes()).toEqual([]);
    await advance(1000);
    expect(outcomes()).toEqual(['succeeded']);
  });

  it('delivers in an order of chance where that is asked for', async () => {
    const got: string[] = [];
    const { add } = open(
      async ({ id }) => {
        got.push(id);
        return SUCCEEDED;
      },
      { random: () => 0 },
    );
    add('a', 'b', 'c');
    await settled();
    expect(got).toEqual(['b', 'c', 'a']);
  });
});
