import { expect, test } from 'vitest';
import type { HistoryEntry } from '../../../src/aliases/look/history-entry.ts';
import { mergeMoves, type ReleaseMove } from '../../../src/aliases/past/release-moves.ts';

/** A version of an alias: `<seconds> <release>`, or `-` for a removal (and the release that caused it), or `key:` for a link without an order text. */
function entry(text: string): HistoryEntry {
  const [seconds, release = '-', cause = release] = text.split(' ');
  const isRemoval = release === '-';
  const order = isRemoval || release.startsWith('key:') ? null : release;
  return {
    what: isRemoval ? 'removed' : 'pointed',
    at: Number(seconds) * 1000,
    versionId: text,
    from: null,
    to: isRemoval ? null : order === null ? release : `r/${release}/f`,
    targetVersionId: null,
    rule: 'r',
    order,
    cause: cause === '-' ? null : `for ${cause}`,
    actor: isRemoval ? null : 'kim',
    pin: null,
    gap: false,
    changes: 'target',
  };
}

function shown({ at, until, from, to, aliases, removed, of, cause }: ReleaseMove): string {
  const times = [at, until].map((time) => (time ?? Number.NaN) / 1000).join('-');
  return `${times} ${from ?? '-'} > ${to ?? '-'}: ${aliases}/${of}${removed > 0 ? `, -${removed}` : ''} (${cause})`;
}

/** The versions of each alias, oldest first. */
test.each<[string, Readonly<Record<string, readonly string[]>>, readonly string[]]>([
  ['no alias', {}, []],
  ['one alias', { f: ['1 1.0', '9 2.0'] }, ['9-9 1.0 > 2.0: 1/1 (for 2.0)', '1-1 - > 1.0: 1/1 (for 1.0)']],
  [
    'aliases that move within seconds',
    { f: ['1 1.0', '9 2.0'], g: ['2 1.0', '10 2.0'] },
    ['9-10 1.0 > 2.0: 2/2 (for 2.0)', '1-2 - > 1.0: 2/2 (for 1.0)'],
  ],
  [
    'a file that only the new release has, and one that it has no more',
    { f: ['1 1.0', '9 2.0'], g: ['1 1.0', '9 -'], h: ['9 2.0'] },
    ['9-9 1.0 > 2.0: 2/2, -1 (for 2.0)', '1-1 - > 1.0: 2/2 (for 1.0)'],
  ],
  [
    'forward, back and forward again',
    { f: ['1 1.0', '5 2.0', '9 1.0', '13 2.0'], g: ['1 1.0', '5 2.0', '9 1.0', '13 2.0'] },
    [
      '13-13 1.0 > 2.0: 2/2 (for 2.0)',
      '9-9 2.0 > 1.0: 2/2 (for 1.0)',
      '5-5 1.0 > 2.0: 2/2 (for 2.0)',
      '1-1 - > 1.0: 2/2 (for 1.0)',
    ],
  ],
  [
    'two moves within one second',
    { f: ['1 1.0', '9 2.0', '9 3.0'], g: ['1 1.0', '9 2.0', '9 3.0'] },
    ['9-9 2.0 > 3.0: 2/2 (for 3.0)', '9-9 1.0 > 2.0: 2/2 (for 2.0)', '1-1 - > 1.0: 2/2 (for 1.0)'],
  ],
  [
    'the same release much later',
    { f: ['1 1.0'], g: ['9000 1.0'] },
    ['9000-9000 - > 1.0: 1/2 (for 1.0)', '1-1 - > 1.0: 1/1 (for 1.0)'],
  ],
  [
    'a removal much later',
    { f: ['1 1.0', '900 -'] },
    ['900-900 1.0 > -: 0/0, -1 (null)', '1-1 - > 1.0: 1/1 (for 1.0)'],
  ],
  [
    'all are removed',
    { f: ['1 1.0', '900 -'], g: ['1 1.0', '901 -'] },
    ['900-901 1.0 > -: 0/0, -2 (null)', '1-1 - > 1.0: 2/2 (for 1.0)'],
  ],
  [
    'an alias that does not move, and one that moves later',
    { f: ['1 1.0', '9 2.0'], g: ['1 1.0'], h: ['1 1.0', '99 2.0'] },
    ['9-99 1.0 > 2.0: 2/3 (for 2.0)', '1-1 - > 1.0: 3/3 (for 1.0)'],
  ],
  [
    'a removal between two moves belongs to the nearer one',
    { f: ['1 1.0', '30 2.0', '60 3.0'], g: ['1 1.0', '32 -'], h: ['1 1.0', '57 -'] },
    ['57-60 2.0 > 3.0: 1/1, -1 (for 3.0)', '30-32 1.0 > 2.0: 1/2, -1 (for 2.0)', '1-1 - > 1.0: 3/3 (for 1.0)'],
  ],
  [
    'a removal between two moves belongs to the one of its cause',
    { f: ['1 1.0', '30 2.0', '60 3.0'], g: ['1 1.0', '57 - 2.0'] },
    ['60-60 2.0 > 3.0: 1/1 (for 3.0)', '30-57 1.0 > 2.0: 1/1, -1 (for 2.0)', '1-1 - > 1.0: 2/2 (for 1.0)'],
  ],
  [
    'a removal does not belong to a move before the last one of its alias',
    { f: ['1 1.0', '5 2.0', '20 -'], g: ['1 1.0', '5 2.0', '20 -'], h: ['3 9.0'] },
    [
      '20-20 2.0 > -: 0/1, -2 (null)',
      '5-5 1.0 > 2.0: 2/3 (for 2.0)',
      '3-3 - > 9.0: 1/3 (for 9.0)',
      '1-1 - > 1.0: 2/2 (for 1.0)',
    ],
  ],
  ['a link that was written again', { f: ['1 1.0', '900 1.0'] }, ['1-1 - > 1.0: 1/1 (for 1.0)']],
  [
    'a link of another program',
    { f: ['1 1.0', '900 key:x'] },
    ['900-900 1.0 > key:x: 1/1 (for key:x)', '1-1 - > 1.0: 1/1 (for 1.0)'],
  ],
])('%s', (_, aliases, expected) => {
  const histories = Object.entries(aliases).map(([alias, versions]) => ({
    alias,
    entries: versions.toReversed().map(entry),
    more: false,
  }));
  expect(mergeMoves(histories).map(shown)).toEqual(expected);
});

test('the actor is that of the first alias', () => {
  const histories = [
    { alias: 'f', more: false, entries: [{ ...entry('2 1.0'), actor: 'lee' }] },
    { alias: 'g', more: false, entries: [{ ...entry('1 1.0'), actor: 'kim' }] },
  ];
  expect(mergeMoves(histories)).toMatchObject([{ aliases: 2, actor: 'kim' }]);
});

test.each<[string, string, string]>([
  ['rollback: bad', 'ObjectCreated:PutObject r/2/.withdrawn', 'rollback: bad'],
  ['pin', 'sweep', 'pin'],
  ['apply', 'ObjectCreated:PutObject r/2/f', 'ObjectCreated:PutObject r/2/f'],
  ['ObjectCreated:PutObject r/2/f', 'sweep', 'ObjectCreated:PutObject r/2/f'],
])('of the causes %s and, earlier, %s: %s', (later, earlier, shows) => {
  const histories = [
    { alias: 'f', more: false, entries: [{ ...entry('2 1.0'), cause: later, actor: 'later' }] },
    { alias: 'g', more: false, entries: [{ ...entry('1 1.0'), cause: earlier, actor: 'earlier' }] },
  ];
  expect(mergeMoves(histories)).toMatchObject([{ cause: shows, actor: shows === later ? 'later' : 'earlier' }]);
});

test('after a gap, the release before is unknown', () => {
  const entries = [{ ...entry('3 3.0'), gap: true }, entry('1 1.0')];
  expect(mergeMoves([{ alias: 'f', more: false, entries }]).map(shown)).toEqual([
    '3-3 - > 3.0: 1/1 (for 3.0)',
    '1-1 - > 1.0: 1/1 (for 1.0)',
  ]);
});

test('the oldest of several entries with older ones only shows where the alias pointed', () => {
  const entries = [entry('3 3.0'), entry('2 2.0'), entry('1 1.0')];
  expect(mergeMoves([{ alias: 'f', more: true, entries }]).map(shown)).toEqual([
    '3-3 2.0 > 3.0: 1/1 (for 3.0)',
    '2-2 1.0 > 2.0: 1/1 (for 2.0)',
  ]);
});
