import { expect, test } from 'vitest';
import { identityOf, sameIdentity, sameVersion } from '../../../src/aliases/model/target.ts';

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
  // A record without a readable time must equal nothing. Otherwise a mangled alias would count as right.
  [{ lastModified: Number.NaN }, false],
])('with %j it is the same: %s', (change, same) => {
  expect(sameIdentity(identity, { ...identity, ...change })).toBe(same);
  expect(sameIdentity({ ...identity, ...change }, identity)).toBe(same);
});

test('a time that cannot be read is not even the same as itself', () => {
  const none = { ...identity, lastModified: Number.NaN };
  expect(sameIdentity(none, none)).toBe(false);
});
