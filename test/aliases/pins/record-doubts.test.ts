import { describe, expect, test } from 'vitest';
import { putAlias, type RecordExtras } from '../../../src/aliases/model/alias-record.ts';
import type { Cause } from '../../../src/aliases/model/cause.ts';
import { recordDoubts } from '../../../src/aliases/pins/record-doubts.ts';
import { BOS_CAPABILITIES, OSS_CAPABILITIES } from '../../../src/stores/store-capabilities.ts';
import type { SymlinkFound } from '../../../src/stores/store-response.ts';
import { aliasWorld, created, key } from '../alias-world.ts';
import { foreignLink, targetOf } from '../targets.ts';

const world = aliasWorld('Enabled');
const PIN = { reason: 'r' };
const BY_HAND: Cause = { kind: 'by-hand', what: 'pin' };

/** What a command writes, as it is read back from a bucket with or without versions. */
function written(cause: Cause, remarks: RecordExtras = {}, isKept = true): SymlinkFound {
  const task = world.task(cause);
  const identity = isKept ? {} : { versionId: undefined, headers: 'f'.repeat(16) };
  const {
    metadata = {},
    target,
    headers = {},
  } = putAlias(task, targetOf(task, key('1.0.0'), identity), 'b', '1', remarks);
  return { found: 'symlink', target, headers, metadata, ...(isKept ? { versionId: 'v' } : {}) };
}

test.each<readonly [string, SymlinkFound]>([
  ['an upload', written(created('1.0.0'))],
  ['a sweep', written({ kind: 'sweep' })],
  ['a sweep by hand', written({ kind: 'sweep', byHand: true })],
  ['apply', written({ kind: 'apply' })],
  ['apply of a key', written({ kind: 'apply', key: 'a b\nc' })],
  ['unpin', written({ kind: 'by-hand', what: 'unpin' }, { dropsPin: true })],
  ['pin', written(BY_HAND, { pin: PIN })],
  ['pin until', written(BY_HAND, { pin: { reason: 'r', until: 1_800_000_000_000 } })],
  ['rollback', written({ kind: 'by-hand', what: 'rollback' }, { pin: PIN })],
  ['a sweep that brings a pin back', written({ kind: 'sweep' }, { pin: PIN })],
  ['pin without versions', written(BY_HAND, { pin: PIN, before: [key('0.9.0')] }, false)],
  ['pin by a known person', written({ ...BY_HAND, actor: 'anna@host' }, { pin: PIN })],
  ['another program', foreignLink('x')],
])('what %s writes is not doubted', (_, link) => {
  expect(recordDoubts(OSS_CAPABILITIES, link)).toEqual([]);
});

test('an empty order that the store dropped is not doubted', () => {
  const { 'autoalias-order': _, ...metadata } = written(BY_HAND, { pin: PIN }).metadata;
  expect(recordDoubts(OSS_CAPABILITIES, { ...written(BY_HAND, { pin: PIN }), metadata })).toEqual([]);
});

describe('what no command writes', () => {
  const pinned = written(BY_HAND, { pin: PIN });
  const without = (name: string): SymlinkFound => {
    const { [name]: _, ...metadata } = pinned.metadata;
    return { ...pinned, metadata };
  };
  const having = (more: Record<string, string>, link = pinned): SymlinkFound => ({
    ...link,
    metadata: { ...link.metadata, ...more },
  });
  test.each<readonly [SymlinkFound, string]>([
    [having({ 'autoalias-colour': 'red' }), 'it has the field autoalias-colour, which no command writes'],
    [without('autoalias-etag'), 'it lacks the field autoalias-etag'],
    [having({ 'autoalias-modified': 'today' }), 'autoalias-modified is not a time'],
    [having({ 'autoalias-cause': 'because' }), 'no command records the cause "because"'],
    [having({ 'autoalias-cause': '' }), 'no command records the cause ""'],
    [having({ 'autoalias-pin': '' }), 'its reason is empty; say why'],
    [having({ 'autoalias-pin-until': 'later' }), 'autoalias-pin-until is not a time'],
    [having({ 'autoalias-unpinned': 'true' }), 'it both pins and unpins the alias'],
    [
      having({ 'autoalias-before': 'x' }),
      'it has autoalias-before, which no command writes together with a version id',
    ],
    [having({ 'autoalias-pin-until': '1' }, written({ kind: 'sweep' })), 'it has autoalias-pin-until but no pin'],
    [
      written({ kind: 'sweep' }, { pin: PIN }, false),
      'in a bucket without versions, no command writes a pin with the cause "sweep"',
    ],
  ])('%#: %s', (link, doubt) => {
    expect(recordDoubts(OSS_CAPABILITIES, link)).toEqual([doubt]);
  });

  test('without versions of links, a record can have former targets and a version id', () => {
    expect(recordDoubts(BOS_CAPABILITIES, having({ 'autoalias-before': 'x' }))).toEqual([]);
  });
});
