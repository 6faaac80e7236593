import { describe, expect, test } from 'vitest';
import { shownAt, shownNow, shownUnversioned } from '../../../src/aliases/past/shown-target.ts';
import type { ListedVersion } from '../../../src/stores/store-response.ts';
import { aliasWorld } from '../alias-world.ts';

const LINK = { found: 'symlink', target: 't', headers: {}, metadata: {} } as const;
const OURS = {
  'autoalias-rule': 'app',
  'autoalias-form': 'x',
  'autoalias-base': 'none',
  'autoalias-version-id': 'V1',
  'autoalias-order': '1.0.0',
  'autoalias-cause': 'sweep',
};
const AT = Date.UTC(2026, 9, 1);

test.each([
  [
    { found: 'none', deleteMarker: true },
    { shows: 'nothing', target: null, known: 'read now' },
  ],
  [{ found: 'object' }, { shows: 'object', target: null, known: 'read now' }],
  [LINK, { shows: 'link', target: 't', rule: null, since: null, versionId: null, known: 'read now' }],
  [
    { ...LINK, versionId: 'L1', lastModified: AT, metadata: OURS },
    {
      shows: 'link',
      versionId: 'L1',
      targetVersionId: 'V1',
      rule: 'app',
      order: '1.0.0',
      cause: 'sweep',
      since: AT,
      known: 'read now; the link was written at 2026-10-01T00:00:00Z',
    },
  ],
] as const)('now: %j', (current, expected) => {
  expect(shownNow(current)).toMatchObject(expected);
});

test.each([
  [AT, 'link'],
  [AT - 1, 'unknown'],
])('unversioned at %i: %s', (at, shows) => {
  expect(shownUnversioned({ ...LINK, lastModified: AT }, at, 'no versions').shows).toBe(shows);
});

describe('at a moment', () => {
  const listed = { key: 'a', isLatest: true, lastModified: AT, deleteMarker: false };

  test.each<[string, ListedVersion | undefined, string]>([
    ['a delete marker', { ...listed, versionId: 'M', deleteMarker: true }, 'nothing'],
    ['an object', { ...listed, versionId: 'O', type: 'Normal' }, 'object'],
    ['no version', undefined, 'unknown'],
    ['a link that was deleted after the listing', { ...listed, versionId: 'f'.repeat(40), type: 'Symlink' }, 'unknown'],
  ])('%s', async (_, version, shows) => {
    const world = aliasWorld('Enabled');
    const shown = await world.run(shownAt('a', { version, above: undefined }, 'Enabled'));
    expect(shown).toMatchObject({ shows, target: null, gap: null });
  });
});
