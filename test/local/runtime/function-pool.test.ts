import { expect, it } from 'vitest';
import { contextOf } from '../../../src/local/runtime/context.ts';
import { FunctionPool } from '../../../src/local/runtime/function-pool.ts';

const CONTEXT = contextOf(
  { accountId: '1', region: 'r' },
  { name: 'f', handler: 'f.handler', memory: 128, timeout: 3, environment: {} },
  { requestId: 'r', retryCount: 0 },
);

function nothing(): void {}

it('refuses what can neither run nor wait', async () => {
  const pool = new FunctionPool({
    functionName: 'f',
    instances: 0,
    waiting: 1,
    start: () => {
      throw new Error('not needed');
    },
  });
  void pool.invoke(new Uint8Array(), CONTEXT, nothing, nothing);
  await expect(pool.invoke(new Uint8Array(), CONTEXT, nothing, nothing)).rejects.toMatchObject({
    code: 'function-unavailable',
    status: 429,
    message: 'function f: 1 invocations wait for one of its 0 instances; try again later',
  });
});

it('says why no instance could be started', async () => {
  const pool = new FunctionPool({
    functionName: 'f',
    instances: 1,
    waiting: 1,
    start: () => {
      throw new Error('out of memory');
    },
  });
  await expect(pool.invoke(new Uint8Array(), CONTEXT, nothing, nothing)).rejects.toMatchObject({
    status: 503,
    message: 'function f: no instance could be started: Error: out of memory',
  });
});
