import { describe, expect, it } from 'vitest';
import { createMemoryTable } from '../../../src/bucket/records/memory-table.ts';
import type { Table } from '../../../src/bucket/records/table.ts';
import { Dispatcher, type DispatcherParts } from '../../../src/local/queue/dispatcher.ts';
import { type Delivery, type Invocation, newInvocation } from '../../../src/local/queue/invocation.ts';
import { createInvocationQueue, type InvocationQueue } from '../../../src/local/queue/invocation-queue.ts';
import type { Attempt } from '../../../src/local/queue/retry-policy.ts';

const SUCCEEDED: Attempt = { kind: 'succeeded' };
const FAILED: Attempt = { kind: 'function-error', message: 'boom' };
const POLICY = { maxAsyncRetryAttempts: 3, maxAsyncEventAgeInSeconds: 3600 };

type Invocations = readonly [Invocation, ...Invocation[]];

/** A dispatcher whose clocks only move by `advance`, and whose attempts call `attempt`. */
function open(
  attempt: (first: Invocation, all: Invocations) => Promise<Attempt>,
  parts: Partial<DispatcherParts> = {},
  table: Table = createMemoryTable(),
  start = 1000,
) {
  const queue = createInvocationQueue(table);
  const deliveries: Delivery[] = [];
  const troubles: unknown[] = [];
  const timers = new Set<{ due: number; callback: () => void }>();
  let now = start;
  let wallAhead = 0;
  const dispatcher = new Dispatcher({
    queue,
    commit: async (work) => work(),
    attempt: (invocations) => attempt(invocations[0], invocations),
    policyOf: () => POLICY,
    parallel: 4,
    now: () => now + wallAhead,
    steady: () => now,
    after: (milliseconds, callback) => {
      const timer = { due: now + milliseconds, callback };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    report: (delivery) => deliveries.push(delivery),
    trouble: (error) => troubles.push(error),
    ...parts,
  });
  const addAs = (fields: Partial<Invocation>, ...ids: string[]): void => {
    for (const id of ids) {
      queue.add({
        ...newInvocation({
          id,
          functionName: 'f',
          payload: id,
          trigger: 't',
          eventName: 'e',
          key: id,
          acceptedAt: now,
        }),
        ...fields,
      });
    }
    dispatcher.wake();
  };
  const add = (...ids: string[]): void => addAs({}, ...ids);
  const setClock = (milliseconds: number): void => {
    wallAhead += milliseconds;
  };
  const advance = async (milliseconds: number): Promise<void> => {
    now += milliseconds;
    for (const timer of [...timers].filter(({ due }) => due <= now)) {
      timers.delete(timer);
      timer.callback();
    }
    await settled();
  };
  const outcomes = () => deliveries.map(({ outcome }) => outcome);
  return { queue, dispatcher, deliveries, troubles, add, addAs, advance, setClock, outcomes };
}

function readyOf(queue: InvocationQueue) {
  return queue.lanes().flatMap((lane) => queue.ready(lane, '', 100).map(({ invocation }) => invocation));
}

/** Lets everything run that does not wait for a timer of the test. */
async function settled(): Promise<void> {
  for (let i = 0; i < 50; i++) await new Promise((resolve) => setImmediate(resolve));
}

/** A try that the test ends when it likes. */
function held() {
  const waiting: ((attempt: Attempt) => void)[] = [];
  const started: string[] = [];
  return {
    started,
    attempt: (_: Invocation, all: Invocations) =>
      new Promise<Attempt>((resolve) => {
        started.push(all.map(({ id }) => id).join('+'));
        waiting.push(resolve);
      }),
    release: (attempt: Attempt) =>
      waiting.splice(0).forEach((resolve) => {
        resolve(attempt);
      }),
  };
}

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

  it('reports the outcome of each try in the transaction that stores it', async () => {
    let inTransaction = false;
    const reported: unknown[] = [];
    const { add } = open(async ({ id }) => (id === 'good' ? SUCCEEDED : FAILED), {
      policyOf: () => ({ ...POLICY, maxAsyncRetryAttempts: 0 }),
      commit: async (work) => {
        inTransaction = true;
        try {
          return work();
        } finally {
          inTransaction = false;
        }
      },
      settled: ({ id }, { next }, wasTried) => reported.push([id, next, wasTried, inTransaction]),
    });
    add('good', 'bad');
    await settled();
    expect(reported).toEqual([
      ['good', 'done', true, true],
      ['bad', 'dead', true, true],
    ]);
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
    const { attempt, started, release } = held();
    const { add, queue, advance, deliveries } = open(attempt, {
      policyOf: () => ({ ...POLICY, maxAsyncEventAgeInSeconds: 10 }),
      parallel: 1,
    });
    add('a', 'b');
    await settled();
    await advance(10_001);
    release(SUCCEEDED);
    await settled();
    expect(started).toEqual(['a']);
    expect(deliveries.map(({ key, outcome }) => [key, outcome])).toEqual([
      ['a', 'succeeded'],
      ['b', 'dead'],
    ]);
    expect(queue.deadLetters({ limit: 9 })).toMatchObject([
      { reason: 'older than 10 seconds: not tried again', invocation: { id: 'b' } },
    ]);
  });

  it.each([
    ['while it was not running', 1000],
    ['by a clock that was ahead', 9e12],
  ])('does not drop events as too old because of the time %s', async (_, acceptedAt) => {
    const table = createMemoryTable();
    const start = 1000 + 7 * 86_400_000;
    const { addAs, advance, deliveries } = open(async () => FAILED, {}, table, start);
    addAs({ acceptedAt }, 'a');
    await settled();
    expect(deliveries).toMatchObject([{ outcome: 'to-be-retried' }]);
    await advance(3_600_001);
    expect(deliveries.at(-1)).toMatchObject({ outcome: 'dead', error: 'older than 3600 seconds: not tried again' });
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
    expect(readyOf(queue).map(({ id, functionErrors }) => [id, functionErrors])).toEqual([
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
    const table = createMemoryTable();
    const whole = createInvocationQueue(table);
    let failures = 1;
    const lanes: InvocationQueue['lanes'] = () => {
      if (failures-- > 0) throw new Error('disk');
      return whole.lanes();
    };
    const { add, advance, troubles, outcomes } = open(async () => SUCCEEDED, { queue: { ...whole, lanes } }, table);
    add('a');
    await settled();
    expect(outcomes()).toEqual([]);
    expect(troubles.map(String)).toEqual(['Error: disk']);
    await advance(1000);
    expect(outcomes()).toEqual(['succeeded']);
  });

  it('retries a promotion that the storage refused', async () => {
    let refusals = 0;
    const { add, advance, deliveries } = open(async () => FAILED, {
      commit: async (work) => {
        if (refusals-- > 0) throw new Error('disk');
        return work();
      },
    });
    add('a');
    await settled();
    refusals = 1;
    await advance(1000);
    expect(deliveries).toHaveLength(1);
    await advance(1000);
    expect(deliveries).toHaveLength(2);
  });

  it('delivers in random order with `random`', async () => {
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

  it.each([-7_200_000, 7_200_000])('a retry waits as long as before when the clock is set by %d ms', async (step) => {
    const { add, advance, setClock, deliveries } = open(async () => FAILED);
    add('a');
    await settled();
    setClock(step);
    await advance(1000);
    await advance(2000);
    expect(deliveries.map(({ attempt, time }) => [attempt, time])).toEqual([
      [1, 1000],
      [2, 2000 + step],
      [3, 4000 + step],
    ]);
  });
});

describe('concurrency', () => {
  it('is separate for each function', async () => {
    const { attempt, started, release } = held();
    const { addAs, add } = open(attempt, { parallel: 2 });
    addAs({ functionName: 'sweep' }, 's1', 's2', 's3');
    await settled();
    add('a', 'b', 'c');
    await settled();
    expect(started).toEqual(['s1', 's2', 'a', 'b']);
    release(SUCCEEDED);
    await settled();
    expect(started).toEqual(['s1', 's2', 'a', 'b', 's3', 'c']);
  });

  it('is shared by lanes in turn', async () => {
    const { attempt, started, release } = held();
    const { addAs } = open(attempt, { parallel: 1 });
    addAs({ lane: 'rule-0' }, ...Array.from({ length: 500 }, (_, i) => `a${i}`));
    await settled();
    addAs({ lane: 'rule-1' }, 'b0', 'b1');
    for (let i = 0; i < 5; i++) {
      release(SUCCEEDED);
      await settled();
    }
    expect(started).toEqual(['a0', 'a1', 'b0', 'a2', 'b1', 'a3']);
  });
});

describe('merged events', () => {
  const GROUP = { group: 'g' };

  it('are delivered together, settled together, and reported one by one', async () => {
    const { attempt, started, release } = held();
    const { addAs, queue, deliveries, dispatcher, advance } = open(attempt, { parallel: 1 });
    addAs(GROUP, 'a', 'b', 'c');
    await settled();
    expect(started).toEqual(['a+b+c']);
    expect(dispatcher.inFlight).toBe(1);
    expect(queue.counts().ready).toBe(3);
    await advance(50);
    release(SUCCEEDED);
    await settled();
    expect(queue.counts()).toEqual({ ready: 0, later: 0, dead: 0 });
    expect(deliveries).toMatchObject(
      ['a', 'b', 'c'].map((key) => ({ key, requestId: 'a', mergedEvents: 3, outcome: 'succeeded', milliseconds: 50 })),
    );
  });

  it('are not waited for: an event that arrives during a delivery is delivered next', async () => {
    const { attempt, started, release } = held();
    const { addAs } = open(attempt, { parallel: 2 });
    addAs(GROUP, 'a');
    await settled();
    addAs(GROUP, 'b', 'c');
    await settled();
    addAs(GROUP, 'd', 'e', 'f');
    await settled();
    expect(started).toEqual(['a', 'b+c']);
    release(SUCCEEDED);
    await settled();
    expect(started).toEqual(['a', 'b+c', 'd+e+f']);
  });

  it('600 events of two releases take a few deliveries', async () => {
    const { attempt, started, release } = held();
    const { addAs, queue } = open(attempt, { parallel: 2 });
    addAs(GROUP, ...Array.from({ length: 600 }, (_, i) => `${i}`));
    while (queue.counts().ready > 0) {
      await settled();
      release(SUCCEEDED);
      await settled();
    }
    expect(started).toHaveLength(6);
    expect(started.join('+').split('+')).toHaveLength(600);
  });

  it('that failed are retried alone, so only the bad one becomes a dead letter', async () => {
    const { addAs, advance, queue, deliveries } = open(async (_, all) =>
      all.some(({ id }) => id === 'bad') ? FAILED : SUCCEEDED,
    );
    addAs(GROUP, 'a', 'bad', 'c');
    await settled();
    expect(queue.counts()).toEqual({ ready: 0, later: 3, dead: 0 });
    for (const delay of [1000, 2000, 4000]) await advance(delay);
    expect(deliveries.map(({ key, attempt, mergedEvents, outcome }) => [key, attempt, mergedEvents, outcome])).toEqual([
      ['a', 1, 3, 'to-be-retried'],
      ['bad', 1, 3, 'to-be-retried'],
      ['c', 1, 3, 'to-be-retried'],
      ['a', 2, undefined, 'succeeded'],
      ['bad', 2, undefined, 'to-be-retried'],
      ['c', 2, undefined, 'succeeded'],
      ['bad', 3, undefined, 'to-be-retried'],
      ['bad', 4, undefined, 'dead'],
    ]);
    expect(queue.deadLetters({ limit: 9 })).toMatchObject([{ invocation: { id: 'bad', payload: 'bad' } }]);
  });

  it('do not exist for functions without retries', async () => {
    const { attempt, started } = held();
    const policyOf = () => ({ ...POLICY, maxAsyncRetryAttempts: 0 });
    const { addAs } = open(attempt, { policyOf });
    addAs(GROUP, 'a', 'b');
    await settled();
    expect(started).toEqual(['a', 'b']);
  });

  it('are merged again after a system error, which none of them caused', async () => {
    let refusals = 1;
    const started: string[] = [];
    const { addAs, advance, deliveries } = open(async (_, all) => {
      if (refusals-- > 0) throw new Error('429');
      started.push(all.map(({ id }) => id).join('+'));
      return SUCCEEDED;
    });
    addAs(GROUP, 'a', 'b');
    await settled();
    await advance(500);
    expect(started).toEqual(['a+b']);
    expect(deliveries.at(-1)).toMatchObject({ key: 'b', attempt: 2, outcome: 'succeeded' });
  });

  it('are all delivered again after a crash', async () => {
    const table = createMemoryTable();
    const first = held();
    open(first.attempt, {}, table).addAs(GROUP, 'a', 'b', 'c');
    await settled();
    expect(first.started).toEqual(['a+b+c']);
    const second = held();
    const { dispatcher, queue } = open(second.attempt, {}, table);
    dispatcher.wake();
    await settled();
    expect(second.started).toEqual(['a+b+c']);
    second.release(SUCCEEDED);
    await settled();
    expect(queue.counts()).toEqual({ ready: 0, later: 0, dead: 0 });
  });

  it('all stay in the queue without an attempt if the local cloud stops', async () => {
    const { attempt, release } = held();
    const { addAs, dispatcher, queue, deliveries } = open(attempt);
    addAs(GROUP, 'a', 'b');
    await settled();
    const closed = dispatcher.close();
    release(FAILED);
    await closed;
    expect(readyOf(queue).map(({ id, functionErrors }) => [id, functionErrors])).toEqual([
      ['a', 0],
      ['b', 0],
    ]);
    expect(deliveries).toEqual([]);
  });

  it('do not include one that is too old: it is given up and reported by itself', async () => {
    const { attempt, started, release } = held();
    const { addAs, add, advance, deliveries, queue } = open(attempt, {
      policyOf: () => ({ ...POLICY, maxAsyncEventAgeInSeconds: 10 }),
      parallel: 1,
    });
    add('first');
    await settled();
    addAs(GROUP, 'old');
    await advance(9000);
    addAs(GROUP, 'b', 'c');
    await advance(1001);
    release(SUCCEEDED);
    await settled();
    release(SUCCEEDED);
    await settled();
    expect(started).toEqual(['first', 'b+c']);
    expect(deliveries.slice(1)).toMatchObject([
      { key: 'old', requestId: 'old', outcome: 'dead', milliseconds: 0 },
      { key: 'b', requestId: 'b', mergedEvents: 2, outcome: 'succeeded' },
      { key: 'c', requestId: 'b', mergedEvents: 2, outcome: 'succeeded' },
    ]);
    expect(queue.counts()).toEqual({ ready: 0, later: 0, dead: 1 });
  });
});

describe('batches of EventBridge', () => {
  const BATCH = { group: 'bus', batch: { events: 3, seconds: 1, bytes: 1000 } };

  it('are delivered when they are full, or after their time', async () => {
    const { attempt, started } = held();
    const { addAs, advance } = open(attempt);
    addAs(BATCH, 'a', 'b', 'c', 'd');
    await settled();
    expect(started).toEqual(['a+b+c']);
    await advance(500);
    addAs(BATCH, 'e');
    await advance(499);
    expect(started).toHaveLength(1);
    await advance(1);
    expect(started).toEqual(['a+b+c', 'd+e']);
  });

  it('are delivered again as they were, and one bad event makes all of them dead letters', async () => {
    const { addAs, advance, deliveries, queue } = open(async (_, all) =>
      all.some(({ id }) => id === 'bad') ? FAILED : SUCCEEDED,
    );
    addAs(BATCH, 'a', 'bad', 'c');
    await settled();
    // Later events do not join a batch that failed.
    addAs(BATCH, 'd', 'e', 'f');
    for (const delay of [1000, 2000, 4000]) await advance(delay);
    expect(deliveries.map(({ key, attempt, mergedEvents, outcome }) => [key, attempt, mergedEvents, outcome])).toEqual([
      ...['a', 'bad', 'c'].map((key) => [key, 1, 3, 'to-be-retried']),
      ...['d', 'e', 'f'].map((key) => [key, 1, 3, 'succeeded']),
      ...['a', 'bad', 'c'].map((key) => [key, 2, 3, 'to-be-retried']),
      ...['a', 'bad', 'c'].map((key) => [key, 3, 3, 'to-be-retried']),
      ...['a', 'bad', 'c'].map((key) => [key, 4, 3, 'dead']),
    ]);
    expect(queue.counts()).toEqual({ ready: 0, later: 0, dead: 3 });
  });

  it('do not keep the process busy while all places are taken', async () => {
    const { attempt, started, release } = held();
    const waits: number[] = [];
    const { addAs, advance } = open(attempt, {
      parallel: 1,
      after: (milliseconds) => {
        waits.push(milliseconds);
        return () => {};
      },
    });
    addAs(BATCH, 'a', 'b', 'c', 'd');
    await advance(2000);
    expect([started, waits.filter((wait) => wait <= 0)]).toEqual([['a+b+c'], []]);
    release(SUCCEEDED);
    await settled();
    expect(started).toEqual(['a+b+c', 'd']);
  });

  it('asks for the retries of each invocation', async () => {
    const asked: unknown[] = [];
    const { addAs } = open(async () => SUCCEEDED, {
      policyOf: ({ functionName, retriedBy }) => {
        asked.push([functionName, retriedBy]);
        return POLICY;
      },
    });
    addAs({ retriedBy: 'event-stream' }, 'a');
    await settled();
    expect(asked).toContainEqual(['f', 'event-stream']);
  });
});
