import { describe, expect, test } from 'vitest';
import { entriesOf, type HistoryEntry, unlistedBases } from '../../../src/aliases/look/history-entry.ts';
import { META, NO_BASE } from '../../../src/aliases/model/alias-record.ts';
import type { ListedVersion, SymlinkFound } from '../../../src/stores/store-response.ts';

const MARKER = 'ObjectCreated:PutObject r/2/.withdrawn';

/** A version of an alias. `D`: a delete marker. `R`: the record of a deletion. `O`: an object. `F`: a link of another program. */
interface Written {
  readonly id: string;
  readonly kind?: 'D' | 'R' | 'O' | 'F';
  readonly target?: string;
  /** Seconds. */
  readonly at?: number;
  readonly base?: string;
  readonly cause?: string;
  readonly actor?: string;
  readonly version?: string;
  readonly pin?: string;
}

function entries(newestFirst: readonly Written[], { isWhole = true, older = [] as readonly string[] } = {}) {
  const versions = newestFirst.map(
    ({ id, kind, at = 0 }): ListedVersion => ({
      ...{ key: 'a', versionId: id, lastModified: at * 1000, isLatest: id === newestFirst[0]?.id },
      ...{ deleteMarker: kind === 'D', type: kind === 'O' ? 'Normal' : 'Symlink', etag: '', size: 0 },
    }),
  );
  const links = new Map(
    newestFirst.filter(({ kind }) => kind !== 'D' && kind !== 'O').map((one) => [one.id, linkOf(one)]),
  );
  return { versions, links, found: entriesOf({ versions, links, isWhole, older: new Set(older) }) };
}

function linkOf({
  id,
  kind,
  target = 't',
  base = NO_BASE,
  cause = 'sweep',
  actor,
  version,
  pin,
}: Written): SymlinkFound {
  const ours = {
    ...{ [META.rule]: 'r', [META.templateDigest]: 'd', [META.base]: base, [META.order]: '1', [META.cause]: cause },
    ...(version === undefined ? {} : { [META.versionId]: version }),
    ...(pin === undefined ? {} : { [META.pin]: pin }),
    ...(actor === undefined ? {} : { [META.actor]: actor }),
    ...(kind === 'R' ? { [META.removes]: 'true' } : {}),
  };
  return {
    found: 'symlink',
    target,
    versionId: id,
    metadata: kind === 'F' ? {} : ours,
    headers: {},
    tags: {},
  } as SymlinkFound;
}

function text({ what, changes, from, to, gap, cause }: HistoryEntry): string {
  return `${what} ${changes}: ${from ?? '-'} > ${to ?? '-'}${gap ? ' (gap)' : ''}; ${cause ?? '-'}`;
}

describe('the writes of an alias, newest first', () => {
  test.each<[string, readonly Written[], readonly string[]]>([
    ['none', [], []],
    ['the first one', [{ id: 'a' }], ['pointed target: - > t; sweep']],
    [
      'another target, another version, a pin, its end, and the same again',
      [
        { id: 'f', target: 'u', base: 'e', version: '2' },
        { id: 'e', target: 'u', base: 'd', version: '2' },
        { id: 'd', target: 'u', base: 'c', version: '2', pin: 'p' },
        { id: 'c', target: 'u', base: 'b', version: '2' },
        { id: 'b', target: 'u', base: 'a', version: '1' },
        { id: 'a' },
      ],
      [
        'pointed record: u > u; sweep',
        'pointed pin: u > u; sweep',
        'pointed pin: u > u; sweep',
        'pointed version: u > u; sweep',
        'pointed target: t > u; sweep',
        'pointed target: - > t; sweep',
      ],
    ],
    [
      'two programs at the same time: nothing is missing',
      [
        { id: 'd', target: 'u', base: 'c' },
        { id: 'c', target: 'u', base: 'a' },
        { id: 'b', target: 'u', base: 'a' },
        { id: 'a' },
      ],
      [
        'pointed record: u > u; sweep',
        'pointed record: u > u; sweep',
        'pointed target: t > u; sweep',
        'pointed target: - > t; sweep',
      ],
    ],
    [
      'two programs that create it at the same time',
      [
        { id: 'b', base: NO_BASE },
        { id: 'a', base: NO_BASE },
      ],
      ['pointed record: t > t; sweep', 'pointed target: - > t; sweep'],
    ],
    [
      'a version that is gone: what was there before is unknown',
      [{ id: 'c', target: 'u', base: 'b' }, { id: 'a' }],
      ['pointed target: - > u (gap); sweep', 'pointed target: - > t; sweep'],
    ],
    [
      'a version that is gone, and the same target again',
      [
        { id: 'c', base: 'b' },
        { id: 'a', base: 'z' },
      ],
      ['pointed target: - > t (gap); sweep', 'pointed target: - > t (gap); sweep'],
    ],
    [
      'a version that replaced itself in a suspended bucket',
      [{ id: 'null', base: 'null' }],
      ['pointed target: - > t (gap); sweep'],
    ],
    [
      'a link of another program with the same target, and ours after it',
      [{ id: 'c', base: 'b' }, { id: 'b', kind: 'F' }, { id: 'a' }],
      ['pointed target: t > t; sweep', 'foreign-link target: t > t; -', 'pointed target: - > t; sweep'],
    ],
    [
      'an object',
      [{ id: 'b', kind: 'O' }, { id: 'a' }],
      ['foreign-object target: t > -; -', 'pointed target: - > t; sweep'],
    ],
  ])('%s', (_, newestFirst, expected) => {
    expect(entries(newestFirst).found.map(text)).toEqual(expected);
  });
});

describe('a deletion', () => {
  const created = { id: 'a' };
  test.each<[string, readonly Written[], readonly string[]]>([
    [
      'of another program',
      [{ id: 'b', kind: 'D' }, created],
      ['removed target: t > -; -', 'pointed target: - > t; sweep'],
    ],
    [
      'of ours is one row',
      [{ id: 'c', kind: 'D' }, { id: 'b', kind: 'R', base: 'a', cause: 'apply' }, created],
      ['removed target: t > -; apply', 'pointed target: - > t; sweep'],
    ],
    [
      'by two handlers, one after the other',
      [
        { id: 'e', kind: 'D' },
        { id: 'd', kind: 'R', base: 'a', cause: 'second' },
        { id: 'c', kind: 'D' },
        { id: 'b', kind: 'R', base: 'a', cause: 'first' },
        created,
      ],
      ['removed record: - > -; second', 'removed target: t > -; first', 'pointed target: - > t; sweep'],
    ],
    [
      'by two handlers, side by side: the command explains it',
      [
        { id: 'e', kind: 'D' },
        { id: 'd', kind: 'D' },
        { id: 'c', kind: 'R', base: 'a', cause: MARKER },
        { id: 'b', kind: 'R', base: 'a', cause: 'withdraw: bad' },
        created,
      ],
      ['removed record: - > -; -', 'removed target: t > -; withdraw: bad', 'pointed target: - > t; sweep'],
    ],
    [
      'with a write between its record and it',
      [
        { id: 'd', kind: 'D', at: 1 },
        { id: 'c', base: 'a', at: 1 },
        { id: 'b', kind: 'R', base: 'a', cause: 'apply' },
        created,
      ],
      ['removed target: t > -; apply', 'pointed record: t > t; sweep', 'pointed target: - > t; sweep'],
    ],
    [
      'of another program, long after a deletion that was not made',
      [
        { id: 'd', kind: 'D', at: 100 },
        { id: 'c', base: 'b', at: 99 },
        { id: 'b', kind: 'R', base: 'a', cause: 'apply' },
        created,
      ],
      [
        'removed target: t > -; -',
        'pointed record: t > t; sweep',
        'pointed record: t > t; apply',
        'pointed target: - > t; sweep',
      ],
    ],
    [
      'whose record is the oldest version',
      [
        { id: 'c', kind: 'D' },
        { id: 'b', kind: 'R', base: 'a', cause: 'apply' },
      ],
      ['removed target: t > -; apply'],
    ],
    [
      'and a new link',
      [
        { id: 'd', target: 'u', base: 'c' },
        { id: 'c', kind: 'D' },
        { id: 'b', kind: 'R', base: 'a', cause: 'apply' },
        created,
      ],
      ['pointed target: - > u; sweep', 'removed target: t > -; apply', 'pointed target: - > t; sweep'],
    ],
  ])('%s', (_, newestFirst, expected) => {
    expect(entries(newestFirst).found.map(text)).toEqual(expected);
  });
});

describe('a command and the event of its marker', () => {
  const moved = { id: 'b', target: 'u', base: 'a', cause: MARKER, actor: '2093' };
  const again = { id: 'c', target: 'u', base: 'a', cause: 'rollback: bad', actor: 'ada' };
  test.each<[string, readonly Written[], string, string | null]>([
    ['the event is first', [again, moved, { id: 'a' }], 'rollback: bad', 'ada'],
    [
      'a repair between them',
      [{ ...again, id: 'd' }, { ...moved, id: 'c' }, moved, { id: 'a' }],
      'rollback: bad',
      'ada',
    ],
    ['the command is first', [{ ...moved, id: 'c' }, { ...again, id: 'b' }, { id: 'a' }], 'rollback: bad', 'ada'],
    ['only the event', [moved, { id: 'a' }], MARKER, '2093'],
    ['the command much later', [{ ...again, at: 61 }, moved, { id: 'a' }], MARKER, '2093'],
    ['a move between them', [again, { id: 'x', base: 'b' }, moved, { id: 'a' }], MARKER, '2093'],
    ['another command', [{ ...again, cause: 'apply' }, moved, { id: 'a' }], MARKER, '2093'],
    [
      'the event of an object',
      [again, { ...moved, cause: 'ObjectCreated:PutObject r/2/f' }, { id: 'a' }],
      'ObjectCreated:PutObject r/2/f',
      '2093',
    ],
  ])('%s', (_, newestFirst, cause, actor) => {
    const move = entries(newestFirst)
      .found.filter(({ changes, to }) => changes === 'target' && to === 'u')
      .at(-1);
    expect([move?.cause, move?.actor]).toEqual([cause, actor]);
  });
});

describe('if older versions were not read', () => {
  test('the oldest version only shows what was there before', () => {
    const { found } = entries(
      [
        { id: 'b', target: 'u', base: 'a' },
        { id: 'a', base: 'z' },
      ],
      { isWhole: false },
    );
    expect(found.map(text)).toEqual(['pointed target: t > u; sweep']);
  });

  test.each([
    [['z'], false],
    [[], true],
  ])('a base that is not listed, of %j that exist: a gap %s', (older, gap) => {
    const newestFirst = [
      { id: 'c', target: 'u', base: 'z' },
      { id: 'b', base: 'a' },
      { id: 'a', base: 'y' },
    ];
    const { versions, links, found } = entries(newestFirst, { isWhole: false, older });
    expect(unlistedBases(versions, links)).toEqual(['z']);
    expect(found[0]).toMatchObject({ gap, from: gap ? null : 't' });
  });
});
