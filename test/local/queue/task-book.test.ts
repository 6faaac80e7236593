import { beforeEach, describe, expect, test } from 'vitest';
import { createMemoryTable } from '../../../src/bucket/records/memory-table.ts';
import { type Invocation, newInvocation } from '../../../src/local/queue/invocation.ts';
import type { NextStep } from '../../../src/local/queue/retry-policy.ts';
import { createTaskBook, type TaskBook } from '../../../src/local/queue/task-book.ts';

function invocationOf(taskId: string, functionName = 'sweep'): Invocation {
  const fields = { functionName, payload: 'event', trigger: 't', eventName: 'e', key: '', acceptedAt: 0 };
  return { ...newInvocation({ id: `request-${taskId}`, ...fields }), taskId };
}

const A = invocationOf('a');
const DONE: NextStep = { next: 'done' };
const RETRY: NextStep = { next: 'retry', at: 9, invocation: A, error: 'once' };
const DEAD: NextStep = { next: 'dead', reason: 'failed twice', invocation: A };

let book: TaskBook;
beforeEach(() => {
  book = createTaskBook(createMemoryTable());
  book.add(A, 1);
});

function statusOfA(): string | undefined {
  return book.get('sweep', 'a')?.status;
}

describe('a task', () => {
  test('is added once', () => {
    expect(book.add(A, 2)).toBe(false);
    expect(book.get('sweep', 'a')).toEqual({
      taskId: 'a',
      functionName: 'sweep',
      requestId: 'request-a',
      payload: 'event',
      status: 'Enqueued',
      retries: 0,
      events: [{ status: 'Enqueued', time: 1 }],
    });
    // Another function has ids of its own.
    expect(book.add(invocationOf('a', 'http'), 2)).toBe(true);
  });

  test.each<[steps: [NextStep, boolean][], status: string, retries: number]>([
    [[[DONE, true]], 'Succeeded', 0],
    [[[RETRY, true]], 'Retrying', 1],
    [
      [
        [RETRY, true],
        [DONE, true],
      ],
      'Succeeded',
      1,
    ],
    [
      [
        [RETRY, true],
        [DEAD, true],
      ],
      'Failed',
      1,
    ],
    [[[DEAD, false]], 'Expired', 0],
    [
      [
        [DONE, true],
        [DEAD, true],
      ],
      'Succeeded',
      0,
    ],
  ])('%j: %s', (steps, status, retries) => {
    for (const [step, wasTried] of steps) book.settle(A, step, wasTried, 5);
    expect(book.get('sweep', 'a')).toMatchObject({ status, retries });
  });

  test('is running during a try', async () => {
    const seen = await book.run(A, async () => statusOfA(), undefined);
    expect([seen, statusOfA()]).toEqual(['Running', 'Enqueued']);
  });

  test('is running no more after a try that threw', async () => {
    await expect(book.run(A, () => Promise.reject(new Error('x')), undefined)).rejects.toThrow('x');
    expect(statusOfA()).toBe('Enqueued');
  });

  test('that is stopped while it waits is not tried', async () => {
    expect(book.stop('sweep', 'a', 2)).toBe(true);
    expect(statusOfA()).toBe('Stopped');
    expect(await book.run(A, async () => 'tried', 'not tried')).toBe('not tried');
    book.settle(A, DONE, true, 3);
    expect(statusOfA()).toBe('Stopped');
    expect(book.stop('sweep', 'a', 4)).toBe(false);
  });

  test('that is stopped during a try ends with it, and is not tried again', async () => {
    const during = await book.run(
      A,
      async () => {
        book.stop('sweep', 'a', 2);
        return statusOfA();
      },
      undefined,
    );
    expect(during).toBe('Stopping');
    book.settle(A, RETRY, true, 3);
    expect(statusOfA()).toBe('Stopped');
    expect(await book.run(A, async () => 'tried', 'not tried')).toBe('not tried');
  });

  test('that does not exist cannot be stopped', () => {
    expect(book.stop('sweep', 'b', 2)).toBeUndefined();
    expect(book.get('sweep', 'b')).toBeUndefined();
  });
});

test('an invocation without a task is tried, and not recorded', async () => {
  const { taskId: _, ...plain } = A;
  expect(await book.run(plain, async () => 'tried', 'not tried')).toBe('tried');
  book.settle(plain, DONE, true, 2);
  expect(book.list('sweep')).toHaveLength(1);
});

test('the tasks of a function are listed in the order of their ids', () => {
  for (const id of ['c', 'b']) book.add(invocationOf(id), 1);
  book.add(invocationOf('z', 'sweep-2'), 1);
  expect(book.list('sweep').map(({ taskId }) => taskId)).toEqual(['a', 'b', 'c']);
});

test('tasks that ended long ago are forgotten', () => {
  book.add(invocationOf('b'), 1);
  book.settle(A, DONE, true, 10);
  expect([book.mayPrune(10), book.mayPrune(11)]).toEqual([false, true]);
  book.prune(11);
  expect(book.list('sweep').map(({ taskId }) => taskId)).toEqual(['b']);
});
