import { expect, test } from 'vitest';
import { ask, type Protocol, together } from '../../../src/aliases/model/protocol.ts';
import { type Cost, runProtocol } from '../../../src/handlers/work/run-protocol.ts';
import { handlerWorld } from '../handler-world.ts';

function* threeOfTwo(): Protocol<readonly string[]> {
  const [head, link] = yield* together({ operation: 'HeadObject', key: 'a' }, { operation: 'GetSymlink', key: 'b' });
  const after = yield* ask({ operation: 'HeadObject', key: 'broken' });
  return [head.found, link.found, after.found];
}

test('sends what is asked, hands back each its answer, and counts', async () => {
  const world = handlerWorld();
  await world.put('a');
  const cost: Cost = { requests: 0, roundTrips: 0 };
  expect(await runProtocol(threeOfTwo(), world.context.store, cost)).toEqual(['object', 'none', 'none']);
  expect(cost).toEqual({ requests: 3, roundTrips: 2 });
});

test('a request that fails ends it, with what it had cost', async () => {
  const world = handlerWorld({ fail: (_, key) => key === 'broken' });
  const cost: Cost = { requests: 0, roundTrips: 0 };
  await expect(runProtocol(threeOfTwo(), world.context.store, cost)).rejects.toThrow('HeadObject broken failed');
  expect(cost).toEqual({ requests: 3, roundTrips: 2 });
});
