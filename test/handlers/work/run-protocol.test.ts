import { expect, test } from 'vitest';
import { ask, askAll, type Protocol } from '../../../src/aliases/model/protocol.ts';
import { type Cost, runProtocol, TimeIsUp } from '../../../src/handlers/work/run-protocol.ts';
import type { StoreRequest } from '../../../src/stores/store-request.ts';
import { handlerWorld } from '../handler-world.ts';

function* threeOfTwo(): Protocol<readonly string[]> {
  const [head, link] = yield* askAll({ operation: 'HeadObject', key: 'a' }, { operation: 'GetSymlink', key: 'b' });
  const after = yield* ask({ operation: 'HeadObject', key: 'broken' });
  return [head.found, link.found, after.found];
}

test('runProtocol sends the requests, returns each answer and counts the cost', async () => {
  const world = handlerWorld();
  await world.put('a');
  const cost: Cost = { requests: 0, roundTrips: 0 };
  expect(await runProtocol(threeOfTwo(), world.context.store, cost)).toEqual(['object', 'none', 'none']);
  expect(cost).toEqual({ requests: 3, roundTrips: 2 });
});

test('runProtocol rejects if a request fails, and has counted the cost until then', async () => {
  const world = handlerWorld({ fail: (_, key) => key === 'broken' });
  const cost: Cost = { requests: 0, roundTrips: 0 };
  await expect(runProtocol(threeOfTwo(), world.context.store, cost)).rejects.toThrow('HeadObject broken failed');
  expect(cost).toEqual({ requests: 3, roundTrips: 2 });
});

test.each([
  ['has written', () => putThenHead('a'), ['first', 'left', 'after write', 'sent', 'left']],
  ['ends without a write', () => threeOfTwo(), ['first', 'first', 'sent', 'left']],
  ['fails', () => putThenHead('broken'), ['first', 'left']],
] as const)('runProtocol leaves the shared looks once the protocol %s', async (_, protocol, expected) => {
  const world = handlerWorld({ fail: (operation, key) => operation === 'PutSymlink' && key === 'broken' });
  const steps: string[] = [];
  const store = {
    ...world.context.store,
    send: async <R extends StoreRequest>(request: R) => {
      steps.push('sent');
      return world.context.store.send(request);
    },
  };
  const unshared = (name: string) => (request: StoreRequest) => {
    steps.push(name);
    return world.context.store.send(request);
  };
  const looks = { first: unshared('first'), afterWrite: unshared('after write'), leave: () => void steps.push('left') };
  await runProtocol<unknown>(protocol(), store, undefined, looks).catch(() => {});
  expect(steps).toEqual(expected);
});

test('runProtocol ends a protocol before a page of a listing if the time is up', async () => {
  const world = handlerWorld();
  let isTimeUp = false;
  const cost: Cost = { requests: 0, roundTrips: 0 };
  const run = () => runProtocol(headThenList(), world.context.store, cost, undefined, () => isTimeUp);
  expect(await run()).toBe(0);
  isTimeUp = true;
  await expect(run()).rejects.toThrow(TimeIsUp);
  expect(world.sent).toEqual(['HeadObject', 'ListObjects', 'HeadObject']);
  expect(cost).toEqual({ requests: 3, roundTrips: 3 });
});

function* headThenList(): Protocol<number> {
  yield* ask({ operation: 'HeadObject', key: 'a' });
  const { objects } = yield* ask({ operation: 'ListObjects', prefix: 'a', maxKeys: 1 });
  return objects.length;
}

/** A write, a look after it, and one more look. */
function* putThenHead(key: string): Protocol<void> {
  yield* ask({ operation: 'PutSymlink', key, target: 'b' });
  yield* ask({ operation: 'HeadObject', key: 'b' });
  yield* ask({ operation: 'HeadObject', key: 'b' });
}
