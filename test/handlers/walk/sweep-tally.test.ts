import { expect, test } from 'vitest';
import type { AliasReport } from '../../../src/handlers/look/alias-report.ts';
import { createTally, needsNothing } from '../../../src/handlers/walk/sweep-tally.ts';

function report(action: AliasReport['action'], more: Partial<AliasReport> = {}): AliasReport {
  const cost = { requests: 2, roundTrips: 1, milliseconds: 0 };
  return { rule: 'r', alias: 'a', action, from: null, to: null, why: '', ...cost, ...more };
}

test.each([
  [report('unchanged'), true],
  [report('pinned'), true],
  [report('protected'), true],
  [report('protected', { dangling: true }), false],
  [report('pointed'), false],
  [report('failed'), false],
])('%j is right, or needs a person: %s', (one, expected) => {
  expect(needsNothing(one)).toBe(expected);
});

test('counts actions, requests, dangling and known aliases, and lists what changed', () => {
  const changed: string[] = [];
  const tally = createTally(({ action }) => changed.push(action));
  tally.count(report('unchanged'), false);
  tally.count(report('unchanged'), true);
  tally.count(report('removed', { dangling: true }), false);
  tally.countKnown({ action: 'unchanged', aliases: 3, until: undefined });
  tally.countKnown({ action: 'pinned', aliases: 1, until: 5 });
  expect(tally.counts()).toMatchObject({
    aliases: 6,
    known: 4,
    dangling: 1,
    requests: 6,
    actions: { unchanged: 4, removed: 1, pinned: 1, pointed: 0 },
  });
  expect(tally.aliases).toBe(6);
  expect(changed).toEqual(['removed']);
  expect(tally.changed).toHaveLength(1);
});

test('lists the first hundred changes', () => {
  const tally = createTally(undefined);
  for (let i = 0; i < 150; i++) tally.count(report('pointed'), false);
  expect(tally.changed).toHaveLength(100);
});
