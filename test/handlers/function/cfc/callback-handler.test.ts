import { describe, expect, test, vi } from 'vitest';
import { AutoaliasError } from '../../../../src/autoalias-error.ts';
import { type Callback, callbackHandler } from '../../../../src/handlers/function/cfc/callback-handler.ts';

/** Calls a handler, and returns every call of its callback a while after the first one. */
async function call(run: (event: unknown, context: unknown) => Promise<unknown>, context: unknown = {}) {
  const calls: Parameters<Callback>[] = [];
  const returned = await new Promise((resolve) => {
    const value: unknown = callbackHandler(run)('event', context, (...result) => {
      calls.push(result);
      setImmediate(() => resolve(value));
    });
  });
  return { calls, returned };
}

test('the callback gets the result, once, and the handler returns nothing', async () => {
  const run = vi.fn(async () => ({ aliases: 1 }));
  const context = { requestId: 'r' };
  expect(await call(run, context)).toEqual({ calls: [[null, { aliases: 1 }]], returned: undefined });
  expect(run.mock.calls).toEqual([['event', context]]);
});

describe('errors become errors of the callback', () => {
  const failed = new AutoaliasError('changes-failed', '1 of 2 aliases failed: a: why');
  test.each<[string, () => Promise<unknown>, string]>([
    ['a rejection', async () => Promise.reject(failed), '1 of 2 aliases failed: a: why'],
    [
      'an exception',
      () => {
        throw failed;
      },
      '1 of 2 aliases failed: a: why',
    ],
    ['a text', async () => Promise.reject('text'), 'text'],
    ['nothing', async () => Promise.reject(undefined), 'undefined'],
  ])('%s', async (_, run, message) => {
    const { calls } = await call(run);
    expect(calls).toEqual([[expect.objectContaining({ message })]]);
    expect(calls[0]?.[0]).toBeInstanceOf(Error);
  });

  test('with name and stack, but without the cause, which the platform may print', async () => {
    const { calls } = await call(async () => {
      throw new TypeError('outer', { cause: { secretAccessKey: 's' } });
    });
    const error = calls[0]?.[0];
    expect(error).toMatchObject({ name: 'TypeError', message: 'outer', stack: expect.stringContaining('outer') });
    expect(error?.cause).toBeUndefined();
  });
});

test('a callback that throws is not called again', async () => {
  let calls = 0;
  const unhandled = new Promise((resolve) => process.once('unhandledRejection', resolve));
  callbackHandler(async () => 1)({}, {}, () => {
    calls += 1;
    throw new Error('of the platform');
  });
  expect(await unhandled).toMatchObject({ message: 'of the platform' });
  expect(calls).toBe(1);
});

test.each([
  ['an object', {}, { callbackWaitsForEmptyEventLoop: false }],
  ['a frozen object', Object.freeze({}), {}],
  ['nothing', undefined, undefined],
  ['a text', 'context', 'context'],
])('asks the platform not to wait for open connections: the context is %s', async (_, context, after) => {
  expect((await call(async () => 1, context)).calls).toEqual([[null, 1]]);
  expect(context).toEqual(after);
});

test('it takes three parameters, so that a platform passes a callback', () => {
  expect(callbackHandler(async () => 1)).toHaveLength(3);
});
