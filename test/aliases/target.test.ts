import { expect, test } from 'vitest';
import { identityOf, sameIdentity } from '../../src/aliases/target.ts';

const identity = { versionId: 'v', etag: 'E', lastModified: 1000 };

test('an identity is what HeadObject says that no other object has', () => {
  const object = { found: 'object', ...identity, size: 1, headers: {}, metadata: {} } as const;
  expect(identityOf(object)).toEqual(identity);
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
