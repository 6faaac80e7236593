import { expect, test } from 'vitest';
import { createVersionFinder } from '../../../src/aliases/past/version-place.ts';

function version(versionId: string, lastModified: number) {
  return { key: 'a', versionId, lastModified, isLatest: false, deleteMarker: false, type: 'Symlink' };
}

/** Newest first. Two versions of one second are in the order of their writes. */
const VERSIONS = [version('v4', 9000), version('v3', 5000), version('v2', 5000), version('v1', 2000)];

test.each([
  [10_000, 'v4', undefined],
  [9000, 'v4', undefined],
  [8999, 'v3', 'v4'],
  [5000, 'v3', 'v4'],
  [4999, 'v1', 'v2'],
  [2000, 'v1', 'v2'],
  [1999, undefined, 'v1'],
])('at %i: %s, below %s', (at, found, above) => {
  const finder = createVersionFinder(at);
  for (const one of VERSIONS) finder.show(one);
  expect([finder.place.version?.versionId, finder.place.above?.versionId]).toEqual([found, above]);
});
