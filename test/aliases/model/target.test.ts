import { describe, expect, test } from 'vitest';
import { identityOf, pointedAt, sameIdentity, sameVersion } from '../../../src/aliases/model/target.ts';
import type { SymlinkFound } from '../../../src/stores/store-response.ts';
import { aliasWorld, key } from '../alias-world.ts';

const identity = { versionId: 'v', etag: 'E', lastModified: 1000 };

test('an identity is what HeadObject says that no other object has', () => {
  const object = { found: 'object', ...identity, size: 1, headers: {}, metadata: {} } as const;
  expect(identityOf(object)).toEqual(identity);
});

test.each([
  ['v', 'w', false],
  // A version id says that headers are the same, too.
  ['v', 'v', false],
  [undefined, undefined, true],
  ['null', 'null', true],
])('where ids are %s and %s, other headers make another object: %s', (a, b, differs) => {
  const object = { found: 'object', etag: 'E', lastModified: 1000, size: 1, metadata: {} } as const;
  const one = identityOf({ ...object, headers: { contentType: 'a/b', expires: '0' }, ...(a && { versionId: a }) });
  const same = identityOf({ ...object, headers: { expires: '0', contentType: 'a/b' }, ...(a && { versionId: a }) });
  const other = identityOf({ ...object, headers: { contentType: 'a/c', expires: '0' }, ...(b && { versionId: b }) });
  expect(sameIdentity(one, same)).toBe(true);
  if (a === b) expect(sameIdentity(one, other)).toBe(!differs);
  if (differs) expect(sameVersion(one, other)).toBe(true);
});

test('a record without a digest of headers equals an object with any', () => {
  const object = { found: 'object', etag: 'E', lastModified: 1000, size: 1, headers: {}, metadata: {} } as const;
  const { headers: _, ...recorded } = identityOf(object);
  expect(sameIdentity(recorded, identityOf(object))).toBe(true);
});

test.each([
  [{}, true],
  [{ versionId: 'w' }, false],
  [{ versionId: undefined }, false],
  [{ etag: 'F' }, false],
  [{ lastModified: 2000 }, false],
  // What a record without a readable time gives must equal nothing, or a mangled alias would pass for right.
  [{ lastModified: Number.NaN }, false],
])('with %j it is the same: %s', (change, same) => {
  expect(sameIdentity(identity, { ...identity, ...change })).toBe(same);
  expect(sameIdentity({ ...identity, ...change }, identity)).toBe(same);
});

test('a time that cannot be read is not even the same as itself', () => {
  const none = { ...identity, lastModified: Number.NaN };
  expect(sameIdentity(none, none)).toBe(false);
});

describe('pointed at', () => {
  const task = aliasWorld('Enabled').task({ kind: 'sweep' });

  function link(target: string, metadata: Readonly<Record<string, string>> = {}): SymlinkFound {
    return {
      found: 'symlink',
      target,
      etag: '',
      headers: {},
      metadata,
    };
  }

  const OURS = {
    'autoalias-rule': 'app',
    'autoalias-form': 'f',
    'autoalias-base': 'none',
    'autoalias-modified': '7000',
  };

  test('the candidate that a link of ours was written for, though it may be gone', () => {
    expect(pointedAt(task, link(key('1.10.0'), OURS))).toMatchObject({ key: key('1.10.0'), lastModified: 7000 });
  });

  test('a link that is not ours shows a candidate of which nothing else is known', () => {
    expect(pointedAt(task, link(key('1.10.0')))).toMatchObject({ key: key('1.10.0'), lastModified: 0 });
  });

  test.each(['elsewhere', key('no-version'), key('1.0.0-rc.1'), 'releases/other/1.0.0/app.tgz'])(
    '%s is no candidate',
    (target) => {
      expect(pointedAt(task, link(target, OURS))).toBeUndefined();
    },
  );
});
