import { describe, expect, test } from 'vitest';
import { sweep } from '../../../src/handlers/walk/sweep.ts';
import type { MarkerPlan } from '../../../src/handlers/withdraw/marker-plan.ts';
import { planRollback, type Rollback } from '../../../src/handlers/withdraw/rollback.ts';
import { carryOut } from '../../../src/handlers/withdraw/withdraw.ts';
import { handleChanges } from '../../../src/handlers/work/handle-changes.ts';
import type { Store } from '../../../src/stores/store.ts';
import type { StoreRequest } from '../../../src/stores/store-request.ts';
import { RELEASE_RULES, setKey, wholeRelease } from '../release-world.ts';
import { tool, uploaded, type WithdrawWorld } from './withdraw-world.ts';

const LATEST = tool('latest');
const MARKER = tool('1.1.0', '.withdrawn');

/** A store that does something before it sends one of its requests. */
function storeWithStep(inner: Store, at: number, step: () => Promise<void>) {
  const sent: StoreRequest[] = [];
  // Requests that are sent together wait for the step too.
  let stepped: Promise<void> | undefined;
  const store: Store = {
    ...inner,
    send: async (request) => {
      if (sent.push(request) - 1 === at) stepped = step();
      await stepped;
      return inner.send(request);
    },
  };
  return { store, sent };
}

interface Interleaving {
  readonly world: WithdrawWorld;
  /** The requests of the rollback. */
  readonly sent: readonly StoreRequest[];
  /** Why the rollback was refused. */
  readonly refused: string | undefined;
}

/** Runs a rollback, and does something before its request number `at`. */
async function interleave(
  world: WithdrawWorld,
  request: Omit<Rollback, 'reason'>,
  at: number,
  step: () => Promise<void>,
): Promise<Interleaving> {
  const { store, sent } = storeWithStep(world.context.store, at, step);
  const context = { ...world.context, store };
  const end = (refused?: string): Interleaving => ({ world, sent, refused });
  let plan: MarkerPlan;
  try {
    plan = await planRollback(context, { reason: 'it is bad', ...request });
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    return end(error.message);
  }
  await carryOut(context, plan);
  return end();
}

/** Runs the rollback once for each of its requests. The step never happens in the last run. */
async function each(
  run: (at: number) => Promise<Interleaving>,
  check: (one: Interleaving, at: number) => Promise<void>,
) {
  let at = 0;
  for (let isLast = false; !isLast; at++) {
    const one = await run(at);
    isLast = at >= one.sent.length;
    if (!isLast) await check(one, at);
  }
  return at;
}

/** Handles the event of a key. */
async function event({ context }: WithdrawWorld, ...keys: readonly string[]): Promise<void> {
  const name = 'ObjectCreated:PutObject';
  for (const key of keys) await handleChanges(context, [{ key, cause: { kind: 'change', event: name, key } }]);
}

type Finish = readonly [by: string, finish: (world: WithdrawWorld, marker: string) => Promise<void>];

const FINISHES: readonly Finish[] = [
  ['the event of the marker', async (world, marker) => event(world, marker)],
  ['the sweep', async (world) => void (await sweep(world.context, { kind: 'sweep' }))],
];

async function exists({ context }: WithdrawWorld, key: string): Promise<boolean> {
  return (await context.store.send({ operation: 'HeadObject', key })).found !== 'none';
}

describe('a newer upload between two requests of a rollback', () => {
  const world = () => uploaded([tool('1.0.0'), tool('1.1.0')]);

  test('is shown at the end, if --from names the bad release', async () => {
    const runs = await each(
      async (at) => {
        const one = await world();
        return interleave(one, { names: [LATEST], from: '1.1.0' }, at, () => one.upload(tool('1.2.0')));
      },
      async ({ world: one }, at) => {
        expect(await one.shown(), `at ${at}`).toEqual({
          'latest/f': '1.2.0/f',
          'next/f': '1.2.0/f',
          'v1/f': '1.2.0/f',
        });
        expect(await exists(one, tool('1.2.0', '.withdrawn'))).toBe(false);
      },
    );
    expect(runs).toBeGreaterThan(10);
  });

  test('is shown at the end if its event comes after the rollback', async () => {
    await each(
      async (at) => {
        const one = await world();
        return interleave(one, { names: [LATEST], from: '1.1.0' }, at, () => one.put(tool('1.2.0')));
      },
      async ({ world: one, refused }, at) => {
        // The alias would go forward in the same command, so nothing was written.
        expect(await exists(one, MARKER), `at ${at}`).toBe(refused === undefined);
        await event(one, tool('1.2.0'));
        expect(await one.shown(), `at ${at}`).toEqual({
          'latest/f': '1.2.0/f',
          'next/f': '1.2.0/f',
          'v1/f': '1.2.0/f',
        });
      },
    );
  });

  test('is taken back only if the aliases showed it before they were read', async () => {
    const outcomes = new Set<string>();
    await each(
      async (at) => {
        const one = await world();
        return interleave(one, { names: [LATEST] }, at, () => one.upload(tool('1.2.0')));
      },
      async ({ world: one, refused, sent }, at) => {
        const isWithdrawn = await exists(one, tool('1.2.0', '.withdrawn'));
        const isFirst = sent.findIndex(({ operation }) => operation === 'GetSymlink') >= at;
        expect([isWithdrawn, await exists(one, MARKER)], `at ${at}`).toEqual([
          isFirst,
          !isFirst && refused === undefined,
        ]);
        expect(await one.shown(), `at ${at}`).toMatchObject({ 'latest/f': isWithdrawn ? '1.1.0/f' : '1.2.0/f' });
        outcomes.add(refused === undefined ? (isWithdrawn ? 'taken back' : 'shown') : 'refused');
      },
    );
    expect([...outcomes].sort()).toEqual(['refused', 'shown', 'taken back']);
  });
});

describe.each(FINISHES)('an upload under the withdrawn release between two requests, then %s', (_, finish) => {
  test.each([true, false])('is not shown at the end (its event before the rollback goes on: %s)', async (isAtOnce) => {
    const more = tool('1.1.0', 'more');
    await each(
      async (at) => {
        const one = await uploaded([tool('1.0.0'), tool('1.1.0')]);
        const step = () => (isAtOnce ? one.upload(more) : one.put(more));
        return interleave(one, { names: [LATEST] }, at, step);
      },
      async ({ world: one, refused }, at) => {
        expect(refused).toBeUndefined();
        if (!isAtOnce) await event(one, more);
        await finish(one, MARKER);
        expect(await one.shown(), `at ${at}`).toEqual({
          'latest/f': '1.0.0/f',
          'next/f': '1.0.0/f',
          'v1/f': '1.0.0/f',
        });
      },
    );
  });
});

describe.each(FINISHES)('an upload between two requests of a rollback of a release group, then %s', (_, finish) => {
  const world = () =>
    uploaded([...wholeRelease('1.0.0', 'a'), ...wholeRelease('1.1.0', 'a')], { rules: RELEASE_RULES });
  const marker = setKey('1.1.0', '.withdrawn');
  const names = ['sets/a/latest/'];

  test('that is a newer complete release is shown as a whole', async () => {
    await each(
      async (at) => {
        const one = await world();
        return interleave(one, { names, from: '1.1.0' }, at, () => one.upload(...wholeRelease('1.2.0', 'a')));
      },
      async ({ world: one }, at) => {
        await finish(one, marker);
        expect(await one.links(), `at ${at}`).toEqual({
          ...{ 'sets/a/latest/a': setKey('1.2.0', 'a'), 'sets/a/latest/SUMS': setKey('1.2.0', 'SUMS') },
        });
      },
    );
  });

  test('that is part of the withdrawn release changes nothing', async () => {
    await each(
      async (at) => {
        const one = await world();
        return interleave(one, { names }, at, () => one.upload(setKey('1.1.0', 'b')));
      },
      async ({ world: one, refused }, at) => {
        expect(refused).toBeUndefined();
        await finish(one, marker);
        expect(await one.links(), `at ${at}`).toEqual({
          ...{ 'sets/a/latest/a': setKey('1.0.0', 'a'), 'sets/a/latest/SUMS': setKey('1.0.0', 'SUMS') },
        });
      },
    );
  });
});
