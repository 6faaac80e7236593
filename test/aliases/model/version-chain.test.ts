import { expect, test } from 'vitest';
import { isBasedOn, newestVersions, ownVersions } from '../../../src/aliases/model/version-chain.ts';
import type { ListedVersion } from '../../../src/stores/store-response.ts';
import { aliasWorld, key, LATEST } from '../alias-world.ts';
import { foreignLink, linkTo, targetOf } from '../targets.ts';

const task = aliasWorld('Enabled').task({ kind: 'sweep' });

function version(of: string, versionId: string): ListedVersion {
  return {
    key: of,
    versionId,
    isLatest: false,
    lastModified: 0,
    deleteMarker: false,
  };
}

test('three versions are asked for', () => {
  expect(newestVersions(task)).toEqual({ operation: 'ListObjectVersions', prefix: LATEST, maxKeys: 3 });
  expect(newestVersions(task, 10)).toEqual({ operation: 'ListObjectVersions', prefix: LATEST, maxKeys: 10 });
});

test('versions of longer keys are not the alias’s own', () => {
  const own = [version(LATEST, 'b'), version(LATEST, 'a')];
  expect(ownVersions(task, { versions: [...own, version(`${LATEST}.sig`, 'c')], prefixes: [] })).toEqual(own);
});

test.each<[what: string, base: string | undefined, below: ListedVersion | undefined, lies: boolean]>([
  ['on the version that its writer read', 'v1', version(LATEST, 'v1'), true],
  ['on nothing, written where there was nothing', undefined, undefined, true],
  ['on another version', 'v1', version(LATEST, 'v2'), false],
  ['on a version, written where there was nothing', undefined, version(LATEST, 'v1'), false],
  ['on nothing, though written over something', 'v1', undefined, false],
])('it is based on the version below: %s', (_, base, below, isBased) => {
  expect(isBasedOn(linkTo(task, targetOf(task, key('1.0.0')), base), below)).toBe(isBased);
});

test.each([undefined, version(LATEST, 'v1')])('a foreign link is based on no version of ours', (below) => {
  expect(isBasedOn(foreignLink('x'), below)).toBe(false);
});
