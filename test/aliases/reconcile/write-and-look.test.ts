import { describe, expect, test } from 'vitest';
import { whyNotReady, writeAndLook } from '../../../src/aliases/reconcile/write-and-look.ts';
import { aliasWorld, created, key } from '../alias-world.ts';
import { NOTHING, runOn, targetOf } from '../targets.ts';

const world = aliasWorld('Enabled');
const task = world.task(created('1.0.0'));
const target = targetOf(task, key('1.0.0'), { versionId: 'v' });

const OWN = 'own';
const HEAD = {
  found: 'object',
  versionId: 'v',
  etag: 'E',
  size: 1,
  lastModified: 1000,
  headers: {},
  metadata: {},
} as const;

function version(versionId: string) {
  return { key: task.alias, versionId, isLatest: true, deleteMarker: false, lastModified: 0 };
}

/** What the handler finds when it looks again. */
function look({ versions = [OWN, 'base'], head = HEAD as object, marker = NOTHING as object } = {}) {
  const { result, asked } = runOn(writeAndLook(task, target, 'base', null), (request) => {
    if (request.operation === 'PutSymlink') return { written: true, versionId: OWN };
    if (request.operation === 'ListObjectVersions') return { versions: versions.map(version), prefixes: [] };
    return (request.operation === 'HeadObject' && request.key === target.key ? head : marker) as never;
  });
  expect(asked.map((round) => round.length)).toEqual([1, 3]);
  return result;
}

describe('after a write', () => {
  test('stops if everything is as expected', () => {
    expect(look()).toMatchObject({ action: 'pointed', to: target.key });
  });

  test('stops if there is a newer version', () => {
    expect(look({ versions: ['newer', OWN, 'base'] })).toMatchObject({
      why: 'the greatest candidate; written again since',
    });
  });

  test.each([
    ['the version below is not the base', { versions: [OWN, 'other', 'base'] }],
    ['the base is gone', { versions: [OWN] }],
    ['the target is gone', { head: NOTHING }],
    ['the target is another version', { head: { ...HEAD, versionId: 'other' } }],
    ['the target is withdrawn', { marker: HEAD }],
  ])('is unsure if %s', (_, found) => {
    expect(look(found)).toMatchObject({ isUnsure: true, written: { versionId: OWN, outcome: { action: 'pointed' } } });
  });

  test('is unsure in a bucket without versions', () => {
    const { result } = runOn(writeAndLook(task, target, undefined, null), () => ({ written: true }));
    expect(result).toMatchObject({ isUnsure: true, written: { outcome: { action: 'pointed' } } });
  });
});

test.each([
  [{}, undefined],
  [{ storageClass: 'Archive' }, expect.stringContaining('Archive')],
])('an object with %j is not ready because of: %s', (storage, why) => {
  expect(whyNotReady(task, { ...HEAD, ...storage })).toEqual(why);
});
