import { describe, expect, test } from 'vitest';
import { REFUSED } from '../../../src/aliases/model/outcome.ts';
import { askAll, type Protocol } from '../../../src/aliases/model/protocol.ts';
import type { AliasTask } from '../../../src/aliases/model/task.ts';
import type { WinnerLookup } from '../../../src/aliases/reconcile/find-winner.ts';
import { reconcile } from '../../../src/aliases/reconcile/reconcile.ts';
import {
  overrulesAnother,
  type RoundState,
  reconcileRound,
  type WinnerFinder,
} from '../../../src/aliases/reconcile/reconcile-round.ts';
import type { ReleaseChoice } from '../../../src/rules/release-choice.ts';
import type { StoreRequest } from '../../../src/stores/store-request.ts';
import type { StoreResponse, SymlinkFound } from '../../../src/stores/store-response.ts';
import { aliasWorld, created, key, LATEST } from '../alias-world.ts';
import { foreignLink, linkTo, NOTHING, runOn, targetOf } from '../targets.ts';

const task = aliasWorld('Enabled').task(created('1.1.0'));
const winner = targetOf(task, key('1.1.0'));
const old = linkTo(task, targetOf(task, key('1.0.0')));
const NO_RELEASE: ReleaseChoice = {
  chosen: undefined,
  withdrawn: undefined,
  isWithdrawn: () => false,
  mustListAgain: false,
  isTooYoung: () => false,
  feeds: () => false,
  unproven: [],
};

/** What the alias holds is answered; every other look finds nothing, and every write succeeds. */
function answers(current: StoreResponse, written = true) {
  return (request: StoreRequest): StoreResponse => {
    if (request.operation === 'GetSymlink') return current;
    if (request.operation === 'ListObjectVersions') return { versions: [], prefixes: [] };
    if (request.operation === 'PutSymlink') return written ? { written, versionId: 'mine' } : { written };
    if (request.operation === 'DeleteObject') return { deleteMarker: true };
    return NOTHING;
  };
}

function finds(found: WinnerLookup | 'unknown'): WinnerFinder {
  return function* (): Protocol<WinnerLookup | 'unknown'> {
    yield* askAll();
    return found;
  };
}

function once(
  of: AliasTask,
  current: StoreResponse,
  found: WinnerLookup | 'unknown',
  before: RoundState = {},
  written = true,
) {
  const { result, asked } = runOn(reconcileRound(of, before, finds(found)), answers(current, written));
  const writes = asked.flat().filter(({ operation }) => /Put|Delete/.test(operation));
  return {
    result: result.kind === 'done' ? result.outcome : undefined,
    writes: writes.map(({ operation }) => operation),
    rounds: result.state,
  };
}

describe('nothing to do: the outcome', () => {
  test.each<[string, StoreResponse, WinnerLookup, object]>([
    ['it is right', linkTo(task, winner), { winner }, { action: 'unchanged', to: key('1.1.0') }],
    ['no candidate, no alias', NOTHING, { winner: undefined }, { action: 'unchanged', from: null, to: null }],
    ['no candidate, a link of others', foreignLink('x'), { winner: undefined }, { action: 'unchanged', to: 'x' }],
    ['a real object', { found: 'object' }, { winner }, REFUSED],
  ])('%s', (_, current, found, expected) => {
    expect(once(task, current, found)).toMatchObject({ result: expected, writes: [] });
  });

  test('reports what earlier rounds did', () => {
    const rounds: RoundState = {
      first: null,
      last: { action: 'pointed', why: 'the greatest candidate', overruled: true },
    };
    expect(once(task, linkTo(task, winner), { winner }, rounds).result).toEqual({
      action: 'pointed',
      why: 'the greatest candidate',
      overruled: true,
      from: null,
      to: key('1.1.0'),
    });
  });
});

describe('something to do: no outcome, so that the caller looks again', () => {
  test.each<[string, StoreResponse, WinnerLookup, string | readonly string[], RoundState]>([
    ['no alias yet', NOTHING, { winner }, 'PutSymlink', { first: null, wrote: 'mine' }],
    ['another target', old, { winner }, 'PutSymlink', { first: key('1.0.0'), wrote: 'mine' }],
    [
      'a link of others',
      foreignLink('x'),
      { winner },
      'PutSymlink',
      { first: 'x', last: { action: 'pointed', why: 'the greatest candidate', overruled: true } },
    ],
    [
      'no candidate left',
      old,
      { winner: undefined },
      ['PutSymlink', 'DeleteObject'],
      { last: { action: 'removed', why: 'no candidates are left' } },
    ],
  ])('%s', (_, current, found, write, rounds) => {
    const done = once(task, current, found);
    expect(done).toMatchObject({ result: undefined, writes: [write].flat() });
    expect(done.rounds).toMatchObject(rounds);
  });

  test('the winner is unknown', () => {
    expect(once(task, old, 'unknown')).toMatchObject({ result: undefined, writes: [] });
  });

  test('a key that was taken in the same instant was not written', () => {
    const done = once(task, NOTHING, { winner }, {}, false);
    expect(done.result).toBeUndefined();
    expect(done.rounds.last).toBeUndefined();
  });
});

describe('a listing that is older than what was read', () => {
  const none = { winner: undefined, release: NO_RELEASE, listedBefore: true } as const;
  const read = (link: SymlinkFound): RoundState => once(task, link, 'unknown').rounds;

  test('takes no alias away', () => {
    expect(once(task, old, none)).toMatchObject({ result: undefined, writes: [] });
    // It was read before that listing, but was something else.
    expect(once(task, old, none, read({ ...old, versionId: 'another' }))).toMatchObject({ writes: [] });
  });

  test('unless the alias had the same state before', () => {
    expect(once(task, old, none, read(old))).toMatchObject({ writes: ['PutSymlink', 'DeleteObject'] });
  });

  test('may point it somewhere', () => {
    expect(once(task, old, { ...none, winner })).toMatchObject({ writes: ['PutSymlink'] });
  });
});

test('a foreign writer that was overruled too often is left alone', () => {
  const meek = { ...task, mayOverrule: false };
  expect(once(meek, foreignLink('x'), { winner })).toMatchObject({
    result: { action: 'yielded', to: 'x' },
    writes: [],
  });
  expect(once(meek, old, { winner }).writes).toEqual(['PutSymlink']);
});

describe('is contested', () => {
  const gone = { kind: 'change' as const, event: 'ObjectRemoved:DeleteObject', key: LATEST };
  const none = { found: 'none', deleteMarker: true, versionId: 'v' } as const;

  function link(metadata: Record<string, string>) {
    return { found: 'symlink', target: 'x', headers: {}, metadata } as const;
  }

  test('what we wrote ourselves is not contested', async () => {
    const world = aliasWorld('Enabled');
    await world.put('1.0.0');
    await world.run(reconcile(world.task({ kind: 'sweep' })));
    expect(overrulesAnother(world.task(created('1.1.0')), await world.latest())).toBe(false);
  });

  test.each([
    ['a link without a record', created('1.0.0'), link({}), true],
    [
      'a link of another rule',
      created('1.0.0'),
      link({ 'autoalias-rule': 'x', 'autoalias-form': 'y', 'autoalias-base': 'z' }),
      true,
    ],
    ['an alias that another program removed', gone, none, true],
    ['an alias that does not exist yet', created('1.0.0'), none, false],
    ['a real object that the rule replaces', created('1.0.0'), { found: 'object' } as const, true],
  ])('%s: %#', (_, cause, current, contested) => {
    expect(overrulesAnother(aliasWorld('Enabled').task(cause), current)).toBe(contested);
  });

  test('an alias that must not be overruled any more is left, and the outcome names its target', async () => {
    const world = aliasWorld('Enabled');
    await world.put('1.0.0');
    await world.store.send({ operation: 'PutSymlink', key: LATEST, target: 'theirs' });
    expect(await world.run(reconcile({ ...world.task(created('1.0.0')), mayOverrule: false }))).toEqual({
      action: 'yielded',
      from: 'theirs',
      to: 'theirs',
      why: 'another program keeps writing this alias and was overruled too often; it is left to the sweep. Find that program, or take the alias out of the rules',
    });
    expect(await world.run(reconcile(world.task({ kind: 'sweep' })))).toMatchObject({
      action: 'pointed',
      to: key('1.0.0'),
      overruled: true,
    });
  });
});
