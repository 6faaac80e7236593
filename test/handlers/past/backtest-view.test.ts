import { expect, test } from 'vitest';
import type { MomentCause } from '../../../src/aliases/past/compare-replays.ts';
import { backtestTotalView, momentView } from '../../../src/handlers/past/backtest-view.ts';

const TIME = Date.UTC(2026, 9, 1);
const object = { key: 'k', lastModified: TIME, etag: 'e', type: 'Normal' };

test.each<[MomentCause, object]>([
  [{ kind: 'start' }, { what: 'start', key: null }],
  [{ kind: 'age' }, { what: 'old-enough', key: null }],
  [
    { kind: 'change', change: { key: 'k', time: TIME, object } },
    { what: 'uploaded', key: 'k' },
  ],
  [
    { kind: 'change', change: { key: 'k', time: TIME, object: { ...object, type: 'Symlink' } } },
    { what: 'link', key: 'k' },
  ],
  [
    { kind: 'change', change: { key: 'k', time: TIME, object: undefined } },
    { what: 'deleted', key: 'k' },
  ],
])('the cause %j is %j', (cause, expected) => {
  const moment = { time: TIME, alias: 'a', first: 'k', second: null, differs: true, cause };
  expect(momentView(moment)).toEqual({
    ...{ at: '2026-10-01T00:00:00Z', alias: 'a', present: 'k', new: null },
    ...{ differs: true, cause: expected },
  });
});

test.each([
  [TIME, '2026-10-01T00:00:00Z'],
  [undefined, null],
])('the counts since %s', (since, text) => {
  const counts = {
    versions: 1,
    changes: 1,
    moments: 0,
    aliases: 0,
    differing: 0,
    incomplete: 0,
    notCompared: [],
    notReplayed: [],
    requests: 2,
  };
  const rules = { source: 'new.yaml', digest: 'sha256:0' };
  expect(backtestTotalView({ ...counts, oldest: null }, since, rules)).toEqual({
    ...counts,
    oldest: null,
    since: text,
    newRules: rules,
  });
});
