import { describe, expect, test } from 'vitest';
import { ask, askAll, type Protocol } from '../../../src/aliases/model/protocol.ts';
import { type Cost, runProtocol, shareFirstReads } from '../../../src/handlers/work/run-protocol.ts';
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

function* headThenHead(key: string): Protocol<readonly string[]> {
  const [first] = yield* askAll({ operation: 'HeadObject', key }, { operation: 'GetSymlink', key });
  const second = yield* ask({ operation: 'HeadObject', key });
  return [first.found, second.found];
}

describe('shareFirstReads', () => {
  test('sends the first HeadObject of a key once, and every later one', async () => {
    const world = handlerWorld();
    await world.put('a');
    const firstReads = shareFirstReads();
    const costs = [createCost(), createCost(), createCost()];
    const found = await Promise.all(
      costs.map((cost) => runProtocol(headThenHead('a'), world.context.store, cost, firstReads)),
    );
    expect(found).toEqual(costs.map(() => ['object', 'object']));
    expect(costs.map(({ requests }) => requests)).toEqual([3, 2, 2]);
    expect(costs.map(({ roundTrips }) => roundTrips)).toEqual([2, 2, 2]);
    expect(world.sent.filter((operation) => operation === 'HeadObject')).toHaveLength(4);
    expect(world.sent.filter((operation) => operation === 'GetSymlink')).toHaveLength(3);
  });

  test('sends a HeadObject for each key', async () => {
    const world = handlerWorld();
    await world.put('a');
    const firstReads = shareFirstReads();
    const found = ['a', 'b'].map((key) =>
      runProtocol(headThenHead(key), world.context.store, createCost(), firstReads),
    );
    expect(await Promise.all(found)).toEqual([
      ['object', 'object'],
      ['none', 'none'],
    ]);
  });

  test('reads again after the first step, so a protocol sees that the object went', async () => {
    const world = handlerWorld();
    await world.put('a');
    const firstReads = shareFirstReads();
    await runProtocol(headThenHead('a'), world.context.store, createCost(), firstReads);
    await world.remove('a');
    expect(await runProtocol(headThenHead('a'), world.context.store, createCost(), firstReads)).toEqual([
      'object',
      'none',
    ]);
  });

  test('a look that fails ends every protocol that begins with it', async () => {
    const world = handlerWorld({ fail: (operation) => operation === 'HeadObject' });
    const firstReads = shareFirstReads();
    const runs = [0, 1].map(() => runProtocol(headThenHead('a'), world.context.store, createCost(), firstReads));
    expect((await Promise.allSettled(runs)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});

function createCost(): Cost {
  return { requests: 0, roundTrips: 0 };
}
