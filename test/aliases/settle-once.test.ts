import { describe, expect, test } from 'vitest';
import type { AliasTask } from '../../src/aliases/alias-task.ts';
import type { Found } from '../../src/aliases/find-winner.ts';
import { type Protocol, together } from '../../src/aliases/protocol.ts';
import { refused } from '../../src/aliases/refused.ts';
import { type Finder, type Rounds, settleOnce } from '../../src/aliases/settle-once.ts';
import type { ReleaseChoice } from '../../src/rules/release-survey.ts';
import type { StoreRequest } from '../../src/stores/store-request.ts';
import type { StoreResponse, SymlinkFound } from '../../src/stores/store-response.ts';
import { aliasWorld, created, key } from './alias-world.ts';
import { foreignLink, linkTo, NOTHING, runOn, targetOf } from './targets.ts';

const task = aliasWorld('Enabled').task(created('1.1.0'));
const winner = targetOf(task, key('1.1.0'));
const old = linkTo(task, targetOf(task, key('1.0.0')));
const NO_RELEASE: ReleaseChoice = { chosen: undefined, isYoung: () => false, feeds: () => false };

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

function finds(found: Found | 'unknown'): Finder {
  return function* (): Protocol<Found | 'unknown'> {
    yield* together();
    return found;
  };
}

function once(of: AliasTask, current: StoreResponse, found: Found | 'unknown', rounds: Rounds = {}, written = true) {
  const { result, asked } = runOn(settleOnce(of, rounds, finds(found)), answers(current, written));
  const writes = asked.flat().filter(({ operation }) => /Put|Delete/.test(operation));
  return { result, writes: writes.map(({ operation }) => operation), rounds };
}

describe('nothing to do: the outcome', () => {
  test.each<[string, StoreResponse, Found, object]>([
    ['it is right', linkTo(task, winner), { winner }, { action: 'unchanged', to: key('1.1.0') }],
    ['no candidate, no alias', NOTHING, { winner: undefined }, { action: 'unchanged', from: null, to: null }],
    ['no candidate, a link of others', foreignLink('x'), { winner: undefined }, { action: 'unchanged', to: 'x' }],
    ['a real object', { found: 'object' }, { winner }, refused],
  ])('%s', (_, current, found, expected) => {
    expect(once(task, current, found)).toMatchObject({ result: expected, writes: [] });
  });

  test('tells of what was done in the rounds before', () => {
    const rounds: Rounds = { first: null, last: { action: 'pointed', why: 'the greatest candidate', overruled: true } };
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
  test.each<[string, StoreResponse, Found, string, Rounds]>([
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
      'DeleteObject',
      { last: { action: 'removed', why: 'no candidates are left' } },
    ],
  ])('%s', (_, current, found, write, rounds) => {
    const done = once(task, current, found);
    expect(done).toMatchObject({ result: undefined, writes: [write] });
    expect(done.rounds).toMatchObject(rounds);
  });

  test('nobody knows who wins', () => {
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
  const read = (link: SymlinkFound): Rounds => once(task, link, 'unknown').rounds;

  test('takes no alias away', () => {
    expect(once(task, old, none)).toMatchObject({ result: undefined, writes: [] });
    // It was read before that listing, but was something else.
    expect(once(task, old, none, read({ ...old, versionId: 'another' }))).toMatchObject({ writes: [] });
  });

  test('unless the alias stood there as it is before it', () => {
    expect(once(task, old, none, read(old))).toMatchObject({ result: undefined, writes: ['DeleteObject'] });
  });

  test('may point it somewhere', () => {
    expect(once(task, old, { ...none, winner })).toMatchObject({ writes: ['PutSymlink'] });
  });
});

test('who was overruled too often is let be', () => {
  const meek = { ...task, mayOverrule: false };
  expect(once(meek, foreignLink('x'), { winner })).toMatchObject({
    result: { action: 'yielded', to: 'x' },
    writes: [],
  });
  expect(once(meek, old, { winner }).writes).toEqual(['PutSymlink']);
});
