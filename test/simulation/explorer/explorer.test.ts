import { describe, expect, test } from 'vitest';
import type { VersioningStatus } from '../../../src/bucket/records/object-record.ts';
import { MARKER_NAME } from '../../../src/rules/match/marker-place.ts';
import { MUTANTS } from '../mutants/mutants.ts';
import { PAIR_MUTANTS } from '../mutants/pair-mutants.ts';
import { RELEASE_MUTANTS } from '../mutants/release-mutants.ts';
import { REPAIR_MUTANTS } from '../mutants/repair-mutants.ts';
import { RULE_MUTANTS } from '../mutants/rule-mutants.ts';
import { seeing } from '../mutants/seeing.ts';
import { WITHDRAWAL_MUTANTS } from '../mutants/withdrawal-mutants.ts';
import { createWorld } from '../world/world.ts';
import { ALL_SPECIAL_WORLDS } from '../worlds/all-special-worlds.ts';
import { PAIR_WORLDS } from '../worlds/pair-worlds.ts';
import { REPAIR_WORLDS, TIME_WORLDS } from '../worlds/repair-worlds.ts';
import { SPECIAL_WORLDS, type SpecialWorld, WORLDS } from '../worlds/worlds.ts';
import { type Budget, explore, type Handler, SHIPPED } from './explorer.ts';

const STATES: readonly VersioningStatus[] = ['Enabled', 'Never', 'Suspended'];

/** Cuts larger worlds short, so that each test takes a few seconds. `npm run explore` explores them further. */
const LIMIT = 1_500;
/** The limit for worlds with a layout of their own, whose states take longer. */
const LAYOUT_LIMIT = 300;

const TWO_AT_ONCE: Budget = { handlers: 2, duplicates: 0, crashes: 0 };

/** Every broken protocol is found within this many states. */
const MUTANT_LIMIT = 15_000;

describe.each(STATES)('the shipped protocol, %s', (versioning) => {
  test.each(
    [
      { handlers: 2, duplicates: 0, crashes: 0 },
      { handlers: 2, duplicates: 1, crashes: 0 },
      { handlers: 2, duplicates: 0, crashes: 1 },
    ].flatMap((budget) => Object.entries(WORLDS).map(([name, operations]) => ({ ...budget, name, operations }))),
  )('$name; $handlers handlers, $duplicates duplicates, $crashes crashes', ({ operations, ...budget }) => {
    const { verdict, trace } = explore(createWorld(versioning, operations), SHIPPED.applyChange, {
      ...budget,
      limit: LIMIT,
    });
    expect(trace).toEqual([]);
    expect(verdict).not.toBe('wrong');
  });
});

describe('the shipped protocol in special worlds', () => {
  test.each(ALL_SPECIAL_WORLDS.flatMap((world) => world.states.map((state) => ({ ...world, state }))))(
    '$name ($state)',
    ({ state, operations, options, late = 0, budgets = [TWO_AT_ONCE] }) => {
      for (const budget of budgets) {
        const { trace } = explore(createWorld(state, operations, options), SHIPPED.applyChange, {
          ...budget,
          late,
          limit: options?.layout === undefined ? LIMIT : LAYOUT_LIMIT,
        });
        expect(trace).toEqual([]);
      }
    },
  );
});

describe('a broken protocol is found', { timeout: 120_000 }, () => {
  const budgets = [
    { handlers: 2, duplicates: 0, crashes: 0 },
    { handlers: 2, duplicates: 0, crashes: 1 },
  ];
  const plainSpecials = (versioning: VersioningStatus) =>
    SPECIAL_WORLDS.filter(({ states, options }) => options === undefined && states.includes(versioning));
  const pinWorlds = SPECIAL_WORLDS.filter(({ options }) => options?.pins);
  const worldsFor = (
    name: string,
    versioning: VersioningStatus,
  ): readonly Pick<SpecialWorld, 'operations' | 'options'>[] =>
    name.includes('pin')
      ? pinWorlds
      : [...Object.values(WORLDS).map((operations) => ({ operations })), ...plainSpecials(versioning)];
  const isFound = (name: string, versioning: VersioningStatus): boolean => {
    const handler = MUTANTS[name];
    if (handler === undefined) throw new TypeError(`there is no mutant ${name}`);
    return budgets.some((budget) =>
      worldsFor(name, versioning).some(({ operations, options }) => {
        const { verdict } = explore(createWorld(versioning, operations, options), handler, {
          ...budget,
          limit: MUTANT_LIMIT,
        });
        return verdict === 'wrong';
      }),
    );
  };

  test.each([
    ['writes on every created event', 'Enabled'],
    ['reads the alias, writes if newer', 'Enabled'],
    ['lists, then writes once (no re-list)', 'Enabled'],
    ['lists, then writes once (no re-list)', 'Never'],
    ['applyChange without verify', 'Enabled'],
    ['applyChange without the chain check', 'Enabled'],
    ['applyChange that does not recognize its own event', 'Never'],
    ['applyChange that does not check the version below', 'Enabled'],
    ['applyChange that does not restore a lost pin', 'Enabled'],
    ['applyChange that ignores pins', 'Enabled'],
    ['links over candidates do not count as changes', 'Enabled'],
    ['links over candidates do not count as changes', 'Never'],
    ['identity without the version id', 'Enabled'],
    ['identity without the headers', 'Never'],
    ['identity without the headers', 'Suspended'],
  ] as const)('%s (%s)', (name, versioning) => {
    expect(isFound(name, versioning)).toBe(true);
  });
});

describe('a protocol that ignores part of a rule is found', () => {
  const MISSING = /^a\/latest\/z shows release 1, but a\/latest\/x is missing$/;
  const LEFT = /^a\/latest\/x points at a\/1\/x instead of nothing$/;

  test.each([
    ['ignores whether a release is complete', 'one release', MISSING],
    ['ignores whether a release is complete', 'the marker of a release is deleted', LEFT],
    ['does not list again after writing', 'the marker of a release is deleted', LEFT],
    ['moves only the alias of the event’s own file', 'one release', MISSING],
    ['moves only the alias of the event’s own file', 'the second release lacks a file', LEFT],
    ['never deletes aliases that the release lacks', 'an optional file of a release is deleted', LEFT],
    ['moves the marker first', 'one release', MISSING],
    [
      'moves the marker first once all aliases exist',
      'two releases, one handler at a time',
      /^z shows release 2, but x still shows release 1$/,
    ],
    ['keeps writing from its first listing', 'the second release lacks a file', LEFT],
    ['age ignored by applyChange', 'age: promoted by the sweep', /too young$/],
    [
      'age taken from the listing instead of the winner’s HeadObject',
      'age: the greater is uploaded again during the sweep',
      /^a\/latest shows a version of a\/2\/x that is too young$/,
    ],
    [
      'applyChange that assumes that another program’s link saw the pin',
      'pinned, then another program writes the alias, with guard',
      /^the alias points at a\/2\/x instead of a\/1\/x$/,
    ],
    [
      'archived ignored by applyChange',
      'archived: the newest is uploaded as an archived object',
      /^a\/latest points at a\/2\/x instead of a\/1\/x$/,
    ],
    [
      'archived ignored by the sweep',
      'archived: the target, without an event before the sweep',
      /^a\/latest points at a\/2\/x instead of a\/1\/x$/,
    ],
    ['fallback ignored', 'fallback: the only candidate is deleted', /^a\/latest points at nothing instead of f$/],
    [
      'fallback used although a candidate exists',
      'fallback: the greater is deleted',
      /^a\/latest points at f instead of a\/1\/x$/,
    ],
    ['protected ignored', 'protected: a command between uploads', /^a\/latest points at a\/1\/x, but 2 existed$/],
    ['protected ignored by the sweep', 'protected: uploads and a sweep', /but no person asked for it$/],
  ])('%s: %s', (name, worldName, complaint) => {
    const mutant = { ...MUTANTS, ...RELEASE_MUTANTS, ...RULE_MUTANTS }[name];
    const world = ALL_SPECIAL_WORLDS.find((one) => one.name === worldName);
    if (mutant === undefined || world === undefined) throw new TypeError(`there is no ${name}, or no ${worldName}`);
    const { operations, options, budgets: [budget = TWO_AT_ONCE] = [] } = world;
    const { trace } = explore(createWorld('Enabled', operations, options), mutant, { ...budget, limit: LIMIT });
    expect(trace.at(-1)).toMatch(complaint);
  });
});

describe('a handler of two aliases that looks too early is found', { timeout: 120_000 }, () => {
  test.each([
    ['the shared look is taken before the last write', 'uploaded and deleted'],
    ['the shared look is taken before the last write', 'uploaded and withdrawn'],
    ['the shared look is that of the opening', 'uploaded and deleted'],
    ['the shared look is that of the opening', 'uploaded and withdrawn'],
  ])('%s: %s', (name, worldName) => {
    const mutant = PAIR_MUTANTS[name];
    const world = PAIR_WORLDS.find((one) => one.name === `two aliases of one object: ${worldName}`);
    if (mutant === undefined || world === undefined) throw new TypeError(`there is no ${name}, or no ${worldName}`);
    const created = createWorld('Enabled', world.operations, world.options);
    const { trace } = explore(created, mutant, { ...TWO_AT_ONCE, limit: MUTANT_LIMIT });
    expect(trace.at(-1)).toMatch(/^a\/(latest|newest) points at a\/2\/x instead of a\/1\/x$/);
  });
});

describe('a handler that shows a former target, and is broken, is found', { timeout: 120_000 }, () => {
  const SHOWS = /^the alias points at a\/1\/x instead of a\/2\/x$/;
  test.each([
    ['the record does not say that it is for the time being', 'the winner was never shown', 1, SHOWS],
    ['handlers do not read that it is for the time being', 'the winner was never shown', 1, SHOWS],
    [
      'a former target that is the winner is not written again',
      'the winner was shown before',
      0,
      /for the time being$/,
    ],
    ['ends after the former target', 'the winner was never shown', 0, SHOWS],
    ['a withdrawn former target is shown', 'the former one is withdrawn before', 0, /^the alias shows a\/1\/x$/],
  ])('%s: %s', (name, worldName, crashes, complaint) => {
    const mutant = REPAIR_MUTANTS[name];
    const world = REPAIR_WORLDS.find((one) => one.name === `repair: ${worldName}`);
    if (mutant === undefined || world === undefined) throw new TypeError(`there is no ${name}, or no ${worldName}`);
    const created = createWorld('Enabled', world.operations, world.options);
    const { trace } = explore(created, mutant, { ...TWO_AT_ONCE, crashes, limit: MUTANT_LIMIT });
    expect(trace.at(-1)).toMatch(complaint);
  });
});

test('without a sweep, an alias stays wrong that an invocation had no time to list', () => {
  const world = TIME_WORLDS.find(({ name }) => name === 'the time is up: the winner was never shown');
  const { trace } = explore(createWorld('Enabled', world?.operations ?? []), SHIPPED.applyChange, {
    ...TWO_AT_ONCE,
    left: 1,
  });
  expect(trace.slice(-2)).toEqual([
    'ObjectRemoved:DeleteObject a/3/x: the time is up',
    'the alias points at a/3/x instead of a/2/x',
  ]);
});

describe('a protocol that ignores markers in one place, or does not look again, is found', {
  timeout: 120_000,
}, () => {
  test.each([
    ['after a write, the marker is not read', 'withdrawn: the newest', 0],
    ['before stopping, the marker of the target is not read', 'withdrawn: the newest', 1],
    ['changes of markers are ignored', 'withdrawn: the newest', 0],
    ['created markers count, deleted markers do not', 'withdrawn: and restored', 0],
    ['listings do not show markers', 'withdrawn: the newest', 0],
    ['listings do not show markers', 'a withdrawn release: the only one', 0],
    ['listings do not show markers', 'a release with a withdrawn file: a member', 0],
    ['listings do not show markers', 'withdrawn, with minimumAge: the only old one', 0],
    ['a marker counts only if it is listed before its object', 'withdrawn next to the object: the newest', 0],
    ['a marker counts only if it is listed before its object', 'a release with a withdrawn file: a member', 0],
    ['a link at the key of a marker counts', 'withdrawn: a link at the key of the marker', 0],
    ['the narrowest prefix does not contain the marker', 'withdrawn with an alias for each number: the only one', 0],
    ['a withdrawal counts as a deletion', 'withdrawn, onDelete: keep: the newest', 0],
    ['a withdrawal counts as a deletion', 'withdrawn, onDelete: remove: the newest', 0],
    [
      'after writes from a shared listing, it is not listed again',
      'withdrawn folder with two aliases: a greater one is uploaded for one alias',
      0,
    ],
    [
      'after writes from a shared listing, it is not listed again',
      'withdrawn folder with two aliases: the next best of one alias is deleted',
      0,
    ],
    [
      'after writes from a shared listing, it is not listed again',
      'withdrawn folder with two aliases: and restored',
      0,
    ],
  ])('%s: %s', (name, worldName, crashes) => {
    expect(verdictOf(name, worldName, 'Enabled', { ...TWO_AT_ONCE, crashes })).toBe('wrong');
  });

  test.each([
    ['after a removal, the removed link is forgotten', 'during a sweep', 'Never', TWO_AT_ONCE],
    ['after a removal, the removed link is forgotten', 'during a sweep', 'Suspended', TWO_AT_ONCE],
    [
      'a created marker that is gone does not count as removed',
      'the only one',
      'Never',
      { ...TWO_AT_ONCE, crashes: 1 },
    ],
    [
      'a created marker that is gone does not count as removed',
      'the only one',
      'Suspended',
      { ...TWO_AT_ONCE, crashes: 1 },
    ],
  ] as const)('%s: withdrawn and restored, onDelete: remove: %s (%s)', (name, world, versioning, budget) => {
    expect(verdictOf(name, `withdrawn and restored, onDelete: remove: ${world}`, versioning, budget)).toBe('wrong');
  });

  test('the record of a deletion hides the link below it: deleted, onDelete: remove', () => {
    const name = 'the record of a deletion hides the link below it';
    const world = 'deleted, onDelete: remove: a lesser one is uploaded later';
    expect(verdictOf(name, world, 'Enabled', { ...TWO_AT_ONCE, duplicates: 1 })).toBe('wrong');
  });

  function verdictOf(name: string, worldName: string, versioning: VersioningStatus, budget: Budget) {
    const mutant = WITHDRAWAL_MUTANTS[name];
    const world = ALL_SPECIAL_WORLDS.find((one) => one.name === worldName);
    if (mutant === undefined || world === undefined) throw new TypeError(`there is no ${name}, or no ${worldName}`);
    const created = createWorld(versioning, world.operations, world.options);
    return explore(created, mutant, { ...budget, limit: MUTANT_LIMIT }).verdict;
  }

  // The read after the write finds the marker. Only a reader would notice the difference, for a moment.
  test('the first read can leave out the marker', () => {
    const blind: Handler = (task, key) =>
      seeing(SHIPPED.applyChange(task, key), (request, answer, round) =>
        request.operation === 'HeadObject' && request.key.endsWith(MARKER_NAME) && round.length === 4
          ? { found: 'none', deleteMarker: false }
          : answer,
      );
    const world = ALL_SPECIAL_WORLDS.find(({ name }) => name === 'withdrawn: and uploaded again');
    const { trace } = explore(createWorld('Enabled', world?.operations ?? []), blind, { ...TWO_AT_ONCE, limit: LIMIT });
    expect(trace).toEqual([]);
  });
});
