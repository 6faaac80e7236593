import { describe, expect, test } from 'vitest';
import type { Cause } from '../../../src/aliases/model/cause.ts';
import type { Decision } from '../../../src/aliases/reconcile/decide.ts';
import type { WinnerLookup } from '../../../src/aliases/reconcile/find-winner.ts';
import { refineDecision } from '../../../src/aliases/reconcile/refine-decision.ts';
import type { Release, ReleaseChoice } from '../../../src/rules/release-choice.ts';
import type { ObjectFound, StoreResponse, SymlinkFound } from '../../../src/stores/store-response.ts';
import { aliasWorld, created, key } from '../alias-world.ts';
import { linkTo, NOTHING, runOn, targetOf } from '../targets.ts';

const AGE = '    minimumAge: 1h\n';
const SWEEP: Cause = { kind: 'sweep' };

/** What one alias is left with, where the object at its target is so old, or gone. */
function withAge(
  options: string,
  decision: Decision,
  found: WinnerLookup,
  { age, cause = SWEEP, pin }: { readonly age?: number; readonly cause?: Cause; readonly pin?: string } = {},
) {
  const world = aliasWorld('Enabled', options);
  const task = world.task(cause);
  const target = targetOf({ ...task, now: Number.POSITIVE_INFINITY }, key('1.1.0'));
  const link = linkTo(task, target);
  const current: SymlinkFound =
    pin === undefined ? link : { ...link, metadata: { ...link.metadata, 'autoalias-pin': pin } };
  const there: ObjectFound = {
    found: 'object',
    etag: 'E',
    size: 1,
    headers: {},
    metadata: {},
    lastModified: world.clock.now - (age ?? 0),
  };
  const answer = (): StoreResponse => (age === undefined ? NOTHING : there);
  return runOn(refineDecision(task, current, found, decision), answer);
}

const GONE: Decision = { want: 'delete', why: 'no candidates are left' };
const KEPT: Decision = { want: 'nothing', action: 'kept', why: 'its target was deleted (onDelete: keep)' };
const winner = targetOf(aliasWorld('Enabled').task(SWEEP), key('1.0.0'));
const chosen: Release = { id: '1', name: '1.0.0', value: 1, members: new Map(), lacks: [], withdrawnBy: [], newest: 0 };

function choice(young: boolean, release?: Release): ReleaseChoice {
  return {
    chosen: release,
    withdrawn: undefined,
    isWithdrawn: () => false,
    mustListAgain: false,
    isTooYoung: () => young,
    feeds: () => true,
    unproven: [],
  };
}

describe('as it was decided, and nothing is asked', () => {
  test.each<[string, string, Decision]>([
    ['without an age', '', GONE],
    ['it is right', AGE, { want: 'nothing', action: 'unchanged', why: '' }],
    ['it has a new target', AGE, { want: 'point', target: winner, why: '' }],
  ])('%s', (_, options, decision) => {
    expect(withAge(options, decision, { winner: undefined }, { age: 0 })).toEqual({ result: decision, asked: [] });
  });
});

describe('what seems gone, and is only too young', () => {
  test.each<[string, Decision, WinnerLookup, Decision]>([
    [
      'stays where nothing is old enough',
      GONE,
      { winner: undefined },
      { want: 'nothing', action: 'kept', why: 'its target was uploaded again, and no candidate is old enough yet' },
    ],
    [
      'is replaced by a candidate that is old enough, although it would be kept',
      KEPT,
      { winner },
      { want: 'point', target: winner, why: 'the greatest candidate that is old enough' },
    ],
    [
      'of a release that is young, stays with it',
      GONE,
      { winner: undefined, release: choice(true) },
      { want: 'nothing', action: 'kept', why: 'its target was uploaded again, and no candidate is old enough yet' },
    ],
    [
      'goes with its release where the one before has no file for it',
      KEPT,
      { winner: undefined, release: choice(true, chosen) },
      { want: 'delete', why: 'release 1.0.0 has no file for it' },
    ],
  ])('%s', (_, decision, found, expected) => {
    expect(withAge(AGE, decision, found, { age: 0 }).result).toEqual(expected);
  });

  test.each<[string, ReleaseChoice, Decision]>([
    [
      'stays if no other release is left',
      choice(true),
      { want: 'nothing', action: 'kept', why: 'a file of its release is archived, and no other release is left' },
    ],
    [
      'is deleted if another release is chosen, and has no file for it',
      choice(true, chosen),
      { want: 'delete', why: 'release 1.0.0 has no file for it' },
    ],
    ['is deleted if its release is not complete', choice(false), GONE],
  ])('an alias whose target can be read, but not all files of its release, %s', (_, release, expected) => {
    expect(withAge('', GONE, { winner: undefined, release }, { age: 0 }).result).toEqual(expected);
  });

  test('stays pinned where it was, without the pin', () => {
    const { result } = withAge(AGE, GONE, { winner: undefined }, { age: 0, pin: 'x' });
    expect(result).toMatchObject({ want: 'point', target: { key: key('1.1.0') } });
  });
});

describe('what is gone indeed', () => {
  test.each<[string, WinnerLookup, number | undefined]>([
    ['its target', { winner: undefined }, undefined],
    ['its release, though the file is there', { winner: undefined, release: choice(false) }, 0],
    ['its release, for another', { winner, release: choice(false, chosen) }, 0],
  ])('%s', (_, found, age) => {
    expect(withAge(AGE, GONE, found, age === undefined ? {} : { age }).result).toEqual(GONE);
    expect(withAge(AGE, KEPT, found, age === undefined ? {} : { age }).result).toEqual(KEPT);
  });
});

describe('an alias that is created', () => {
  const create = (task = aliasWorld('Enabled').task(SWEEP)): Decision => ({
    want: 'create',
    target: targetOf(task, key('1.0.0')),
    why: 'the greatest candidate',
  });
  const removed = { key: 'releases/app/latest/app.tgz', versionId: 'm', isLatest: true, lastModified: 9_999 };
  const page = { versions: [{ ...removed, deleteMarker: true }], prefixes: [] };
  const made = (options: string, cause: Cause) => {
    const task = aliasWorld('Enabled', options).task(cause);
    return runOn(refineDecision(task, NOTHING, { winner }, create(task)), () => page).result;
  };

  test('stays away where it went with its target', () => {
    expect(made('    onDelete: remove\n', created('1.0.0'))).toEqual({
      want: 'nothing',
      action: 'kept',
      why: 'onDelete: remove keeps it away until a newer or greater object is uploaded',
    });
  });

  test.each<[string, string, Cause]>([
    ['the rule says nothing of the kind', '', created('1.0.0')],
    ['a person asks for it', '    onDelete: remove\n', { kind: 'apply' }],
  ])('is created where %s', (_, options, cause) => {
    expect(made(options, cause)).toMatchObject({ want: 'create' });
  });
});
