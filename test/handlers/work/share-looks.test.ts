import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { ask, askAll, type Protocol } from '../../../src/aliases/model/protocol.ts';
import { type Cost, runProtocol } from '../../../src/handlers/work/run-protocol.ts';
import { type SharedLooks, shareLooks } from '../../../src/handlers/work/share-looks.ts';
import type { Store } from '../../../src/stores/store.ts';
import type { StoreRequest } from '../../../src/stores/store-request.ts';
import { handlerWorld } from '../handler-world.ts';

/** Reads an object and an alias, writes the alias, reads the object again, and reads it once more. */
function* headPutHead(key: string, alias: string): Protocol<readonly string[]> {
  const [first] = yield* askAll({ operation: 'HeadObject', key }, { operation: 'GetSymlink', key: alias });
  yield* ask({ operation: 'PutSymlink', key: alias, target: key });
  const [second] = yield* askAll(
    { operation: 'HeadObject', key },
    { operation: 'ListObjectVersions', prefix: alias, maxKeys: 3 },
  );
  const third = yield* ask({ operation: 'HeadObject', key });
  return [first.found, second.found, third.found];
}

/** Reads an object twice, without a write. */
function* headHead(key: string): Protocol<readonly string[]> {
  const first = yield* ask({ operation: 'HeadObject', key });
  const second = yield* ask({ operation: 'HeadObject', key });
  return [first.found, second.found];
}

/** A store whose answers to some requests wait until the test releases them. */
function holding(store: Store, isHeld: (request: StoreRequest) => boolean) {
  const waiting: (() => void)[] = [];
  const sent: string[] = [];
  const held: Store = {
    ...store,
    send: async (request) => {
      sent.push(`${request.operation} ${'key' in request ? request.key : ''}`.trim());
      if (isHeld(request)) await new Promise<void>((resolve) => waiting.push(resolve));
      return store.send(request);
    },
  };
  return { store: held, sent, release: () => waiting.shift()?.() };
}

function run(
  store: Store,
  looks: SharedLooks,
  protocol: Protocol<readonly string[]>,
  { event = 'a', cost }: { event?: string; cost?: Cost } = {},
) {
  return runProtocol(protocol, store, cost, looks.join(event));
}

const countOf = (sent: readonly string[], what: string): number => sent.filter((one) => one === what).length;

describe('shareLooks', () => {
  test('sends the HeadObject of the first step once, that after the writes once, and every later one', async () => {
    const world = handlerWorld();
    await world.put('a');
    const looks = shareLooks();
    const costs: Cost[] = ['x', 'y', 'z'].map(() => ({ requests: 0, roundTrips: 0 }));
    const found = await Promise.all(
      costs.map((cost, i) => run(world.context.store, looks, headPutHead('a', `alias${i}`), { cost })),
    );
    expect(found).toEqual(costs.map(() => ['object', 'object', 'object']));
    expect(costs).toEqual([
      { requests: 6, roundTrips: 4 },
      { requests: 4, roundTrips: 4 },
      { requests: 4, roundTrips: 4 },
    ]);
  });

  test('sends a HeadObject for each key', async () => {
    const world = handlerWorld();
    await world.put('a');
    const looks = shareLooks();
    const found = ['a', 'b'].map((key) => run(world.context.store, looks, headPutHead(key, 'alias'), { event: key }));
    expect(await Promise.all(found)).toEqual([
      ['object', 'object', 'object'],
      ['none', 'none', 'none'],
    ]);
  });

  test('sends the look only after the last write, so no protocol misses that the object went', async () => {
    const world = handlerWorld();
    await world.put('a');
    const { store, sent, release } = holding(
      world.context.store,
      (request) => 'target' in request && request.key === 'y',
    );
    const looks = shareLooks();
    const runs = ['x', 'y'].map((alias) => run(store, looks, headPutHead('a', alias)));
    while (!sent.includes('PutSymlink y') || !sent.includes('ListObjectVersions')) await turn();
    expect(countOf(sent, 'HeadObject a')).toBe(1);
    await world.remove('a');
    release();
    expect(await Promise.all(runs)).toEqual([
      ['object', 'none', 'none'],
      ['object', 'none', 'none'],
    ]);
    // Once at first, once for both after the writes, and one more for each.
    expect(countOf(sent, 'HeadObject a')).toBe(4);
  });

  test.each<[string, Protocol<readonly string[]>]>([
    ['ends without a write', headHead('a')],
    ['fails', failing()],
  ])('does not wait for a protocol that %s', async (_, other) => {
    const world = handlerWorld({ fail: (operation, key) => operation === 'PutSymlink' && key === 'broken' });
    await world.put('a');
    const looks = shareLooks();
    const runs = [headPutHead('a', 'x'), other].map((protocol) => run(world.context.store, looks, protocol));
    expect((await Promise.allSettled(runs))[0]).toEqual({ status: 'fulfilled', value: ['object', 'object', 'object'] });
  });

  test('does not wait for a protocol of another event', async () => {
    const world = handlerWorld();
    await world.put('a', 'b');
    const { store, sent, release } = holding(
      world.context.store,
      (request) => 'target' in request && request.key === 'y',
    );
    const looks = shareLooks();
    const other = run(store, looks, headPutHead('b', 'y'), { event: 'b' });
    expect(await run(store, looks, headPutHead('a', 'x'))).toEqual(['object', 'object', 'object']);
    while (!sent.includes('PutSymlink y')) await turn();
    release();
    expect(await other).toEqual(['object', 'object', 'object']);
  });

  test('a protocol that begins while others wait for their look gets a later look of its own', async () => {
    const world = handlerWorld();
    await world.put('a');
    const { store, sent, release } = holding(
      world.context.store,
      (request) => 'target' in request && request.key !== 'x',
    );
    const looks = shareLooks();
    const first = ['x', 'y'].map((alias) => run(store, looks, headPutHead('a', alias)));
    while (!sent.includes('ListObjectVersions')) await turn();
    const late = run(store, looks, headPutHead('a', 'z'));
    while (!sent.includes('PutSymlink z')) await turn();
    release();
    expect(await Promise.all(first)).toHaveLength(2);
    await world.remove('a');
    release();
    expect(await late).toEqual(['object', 'none', 'none']);
  });

  test('a look that fails ends every protocol that shares it', async () => {
    let heads = 0;
    const world = handlerWorld({ fail: (operation) => operation === 'HeadObject' && ++heads === 2 });
    await world.put('a');
    const looks = shareLooks();
    const runs = ['x', 'y'].map((alias) => run(world.context.store, looks, headPutHead('a', alias)));
    expect((await Promise.allSettled(runs)).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  });
});

function* failing(): Protocol<readonly string[]> {
  yield* ask({ operation: 'PutSymlink', key: 'broken', target: 'a' });
  return [];
}
