import { describe, expect, test } from 'vitest';
import { type AliasTask, aliasTask } from '../../../src/aliases/model/task.ts';
import { beginReconcile } from '../../../src/aliases/reconcile/reconcile.ts';
import { createLimiter } from '../../../src/handlers/work/concurrency.ts';
import { handleTogether, type TogetherOptions } from '../../../src/handlers/work/handle-together.ts';
import type { Store } from '../../../src/stores/store.ts';
import { OSS_CAPABILITIES } from '../../../src/stores/store-capabilities.ts';
import type { StoreRequest } from '../../../src/stores/store-request.ts';
import { type HandlerWorld, handlerWorld } from '../handler-world.ts';

function file(app: string, version: string, name: string): string {
  return `releases/${app}/${version}/${name}`;
}

/** The requests that a store receives, in order. */
function recording(world: HandlerWorld, before: (request: StoreRequest) => Promise<void> | void = () => {}) {
  const sent: StoreRequest[] = [];
  const store: Store = {
    ...world.context.store,
    send: async (request) => {
      sent.push(request);
      await before(request);
      return world.context.store.send(request);
    },
  };
  return { context: { ...world.context, store }, sent };
}

async function handle(
  { context }: Pick<HandlerWorld, 'context'>,
  aliases: readonly string[],
  options: Partial<TogetherOptions> = {},
) {
  const runs = aliases.map((alias) => {
    const task = aliasTask(context.ruleSet, alias, { kind: 'sweep' }, 0, OSS_CAPABILITIES);
    if (task === undefined) throw new TypeError(`no rule defines ${alias}`);
    return { task, protocol: beginReconcile(task satisfies AliasTask) };
  });
  const handled = await handleTogether(context, runs, { limiter: createLimiter(16), ...options });
  return handled.map((one) => one && [one.report.alias, one.report.action, one.report.to]);
}

const X = file('a', 'latest', 'x');
const Y = file('a', 'latest', 'y');
const Z = file('b', 'latest', 'z');
const ALL = [Z, X, Y];

async function uploaded(options: Parameters<typeof handlerWorld>[0] = {}) {
  const world = handlerWorld(options);
  await world.put(file('a', '1.0.0', 'x'), file('a', '1.0.0', 'y'), file('b', '1.0.0', 'z'));
  return world;
}

describe('if the time of the invocation is up', () => {
  test('during a listing, its aliases are left to the next sweep, and none of them fails', async () => {
    const world = await uploaded();
    let isTimeUp = false;
    const { context, sent } = recording(world, (request) => {
      isTimeUp ||= request.operation === 'ListObjects' && request.prefix === 'releases/b/';
    });
    const aliases = [Z, X, Y];
    const handled = await handle({ context: { ...context, isTimeUp: () => isTimeUp } }, aliases, {
      limiter: createLimiter(1),
    });
    expect(handled).toEqual([
      [Z, 'yielded', file('b', '1.0.0', 'z')],
      [X, 'yielded', null],
      [Y, 'yielded', null],
    ]);
    expect(sent.filter(({ operation }) => operation === 'ListObjects')).toHaveLength(1);
    expect(world.log.map(({ level, why }) => [level, String(why)])).toEqual(
      aliases.map(() => ['warn', expect.stringContaining('left to the next sweep')]),
    );
  });

  test('before the listing after a write, the alias stays as it was written', async () => {
    const world = await uploaded();
    let isTimeUp = false;
    const { context } = recording(world, ({ operation }) => {
      isTimeUp ||= operation === 'PutSymlink';
    });
    expect(await handle({ context: { ...context, isTimeUp: () => isTimeUp } }, [Z])).toEqual([
      [Z, 'yielded', file('b', '1.0.0', 'z')],
    ]);
    expect(world.log).toMatchObject([{ from: null, to: file('b', '1.0.0', 'z') }]);
  });
});

describe('several aliases', () => {
  test('share the listings of their prefix, and are reported in order', async () => {
    const world = await uploaded();
    const { context, sent } = recording(world);
    expect(await handle({ context }, ALL)).toEqual([
      [Z, 'pointed', file('b', '1.0.0', 'z')],
      [X, 'pointed', file('a', '1.0.0', 'x')],
      [Y, 'pointed', file('a', '1.0.0', 'y')],
    ]);
    const prefixes = sent.flatMap((one) => (one.operation === 'ListObjects' ? [one.prefix] : []));
    expect(prefixes).toEqual(['releases/b/', 'releases/a/', 'releases/b/', 'releases/a/']);
    expect(world.log.map(({ alias }) => alias).sort()).toEqual([...ALL].sort());
  });

  test('are all read before a prefix is listed, and all written before it is listed again', async () => {
    const { context, sent } = recording(await uploaded());
    await handle({ context }, ALL);
    const rounds = sent
      .map(({ operation }) => operation)
      .join(' ')
      .split(/ListObjects ListObjects ?/)
      .map((round) => round.split(' ').filter((operation) => /PutSymlink|GetSymlink/.test(operation)));
    const reads = ['GetSymlink', 'GetSymlink', 'GetSymlink'];
    expect(rounds.map((round) => round.sort())).toEqual([
      reads,
      [...reads, 'PutSymlink', 'PutSymlink', 'PutSymlink'],
      [],
    ]);
  });

  test('point at the winner that is uploaded after the first listing', async () => {
    const world = await uploaded();
    const later = file('a', '2.0.0', 'x');
    let isUploaded = false;
    const { context } = recording(world, async ({ operation }) => {
      if (operation !== 'PutSymlink' || isUploaded) return;
      isUploaded = true;
      await world.put(later);
    });
    expect(await handle({ context }, ALL)).toContainEqual([X, 'pointed', later]);
    expect(await world.links()).toMatchObject({ [X]: later, [Y]: file('a', '1.0.0', 'y') });
  });

  test('are reported with the cost of the listing at the first of each prefix', async () => {
    const world = await uploaded();
    await handle(world, ALL);
    world.log.length = 0;
    await handle(world, ALL);
    expect(world.log.map(({ alias, requests }) => [alias, requests]).sort()).toEqual([
      // The alias, the listing, the winner, and the search for a lost pin.
      [X, 4],
      [Y, 3],
      [Z, 4],
    ]);
  });
});

describe('a failure', () => {
  test('of one alias leaves the others alone', async () => {
    const world = await uploaded({ fail: (operation, key) => operation === 'PutSymlink' && key === X });
    expect(await handle(world, ALL)).toEqual([
      [Z, 'pointed', file('b', '1.0.0', 'z')],
      [X, 'failed', null],
      [Y, 'pointed', file('a', '1.0.0', 'y')],
    ]);
  });

  test('of a listing is that of each alias of the prefix', async () => {
    const world = await uploaded();
    const { context } = recording(world, (request) => {
      if (request.operation === 'ListObjects' && request.prefix === 'releases/a/') throw new Error('no listing');
    });
    expect(await handle({ context }, ALL)).toEqual([
      [Z, 'pointed', file('b', '1.0.0', 'z')],
      [X, 'failed', null],
      [Y, 'failed', null],
    ]);
  });
});

describe('after the signal', () => {
  test('no alias is begun', async () => {
    const world = await uploaded();
    expect(await handle(world, ALL, { signal: AbortSignal.abort() })).toEqual([undefined, undefined, undefined]);
    expect(world.log).toEqual([]);
  });

  test.each([
    ['an alias that only was read is left', 'ListObjects', [undefined, undefined, undefined], {}],
    [
      'an alias that was written is finished',
      'PutSymlink',
      ['pointed', 'pointed', 'pointed'],
      { [X]: expect.any(String) },
    ],
  ] as const)('%s', async (_, operation, actions, links) => {
    const world = await uploaded();
    const stop = new AbortController();
    const { context } = recording(world, (request) => {
      if (request.operation === operation) stop.abort();
    });
    const handled = await handle({ context }, ALL, { signal: stop.signal });
    expect(handled.map((one) => one?.[1])).toEqual(actions);
    expect(await world.links()).toMatchObject(links);
  });
});
