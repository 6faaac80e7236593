import { expect, test } from 'vitest';
import type { HistoryEntry } from '../../../src/aliases/look/history-entry.ts';
import { historyView, moveKindOf, releaseHistoryView } from '../../../src/handlers/past/history-view.ts';

const AT = Date.UTC(2026, 9, 1);
const ENTRY: HistoryEntry = {
  ...{ what: 'pointed', at: AT, versionId: 'v', from: null, to: 't', targetVersionId: null },
  ...{ rule: 'r', order: '1', cause: 'sweep', actor: null, pin: null, gap: false, changes: 'target' },
};
const PIN = { reason: 'frozen' };

test.each<[string, Partial<HistoryEntry>, object]>([
  ['a move', {}, { action: 'pointed', ours: true }],
  ['a pin', { pin: PIN }, { action: 'pinned', ours: true }],
  ['a deletion that is recorded', { what: 'removed' }, { action: 'removed', ours: true }],
  ['a deletion that is not recorded', { what: 'removed', cause: null }, { action: 'removed', ours: null }],
  ['a link of another program', { what: 'foreign-link' }, { action: 'pointed', ours: false }],
  ['a real object', { what: 'foreign-object' }, { action: 'replaced', ours: false }],
])('%s', (_, fields, expected) => {
  const entry = { ...ENTRY, ...fields };
  const { entries, ...view } = historyView({
    alias: 'a',
    versioning: 'Enabled',
    entries: [entry],
    rewrites: 0,
    more: true,
  });
  expect(entries).toMatchObject([{ at: '2026-10-01T00:00:00Z', ...expected }]);
  expect(entries[0]).not.toHaveProperty('what');
  expect(view).toEqual({ alias: 'a', versioning: 'Enabled', rewrites: 0, more: true });
});

test.each([
  ['pointed', null, 'pointed'],
  ['pointed', PIN, 'pinned'],
  ['foreign-link', PIN, 'foreign-link'],
] as const)('%s with the pin %j is %s', (what, pin, kind) => {
  expect(moveKindOf({ what, pin })).toBe(kind);
});

test('the times of releases are ISO 8601', () => {
  const move = {
    group: 'g',
    at: AT,
    until: null,
    from: null,
    to: '1',
    aliases: 2,
    removed: 0,
    of: 2,
    pin: null,
    cause: null,
    actor: null,
  };
  expect(releaseHistoryView({ prefix: 'p/', aliases: 2, moves: [move], more: false })).toEqual({
    prefix: 'p/',
    aliases: 2,
    moves: [{ ...move, at: '2026-10-01T00:00:00Z', until: null }],
    more: false,
  });
});
