import { describe, expect, test } from 'vitest';
import { isUnfinished, putAlias, putRemoval, readRecord } from '../../../src/aliases/model/alias-record.ts';
import { OSS_CAPABILITIES } from '../../../src/stores/store-capabilities.ts';
import { aliasWorld, created, key, LATEST } from '../alias-world.ts';
import { foreignLink, targetOf } from '../targets.ts';

const task = aliasWorld('Enabled').task(created('1.0.0'));
const target = targetOf(task, key('1.0.0'), { versionId: 'tv', etag: 'ABC', lastModified: 1_700_000_000_000 });

describe('putAlias', () => {
  test('is one request: target, headers for readers, tags for people, metadata for the protocol', () => {
    expect(putAlias(task, target, 'av', '1.0.0')).toEqual({
      operation: 'PutSymlink',
      key: LATEST,
      target: key('1.0.0'),
      headers: { contentType: 'application/gzip', cacheControl: 'no-cache' },
      tags: { 'autoalias-rule': 'app', 'autoalias-version-id': 'tv' },
      metadata: {
        'autoalias-rule': 'app',
        'autoalias-form': task.template.digest,
        'autoalias-version-id': 'tv',
        'autoalias-etag': 'ABC',
        'autoalias-modified': '1700000000000',
        'autoalias-base': 'av',
        'autoalias-order': '1.0.0',
        'autoalias-cause': `ObjectCreated:PutObject ${key('1.0.0')}`,
      },
    });
  });

  test('names no version where there is none', () => {
    const put = putAlias(task, targetOf(task, key('1.0.0'), { versionId: undefined }), undefined, '');
    expect(put.tags).toEqual({ 'autoalias-rule': 'app' });
    expect(put.metadata).toMatchObject({ 'autoalias-base': 'none', 'autoalias-order': '' });
    expect(put.metadata).not.toHaveProperty('autoalias-version-id');
  });
});

describe('putRemoval', () => {
  const pin = { reason: 'held', until: 1, by: 'anna@host', since: 1 };
  const { metadata = {} } = putAlias({ ...task, cause: { ...task.cause, actor: 'before' } }, target, 'av', '1.0.0', {
    pin,
  });
  const link = { ...foreignLink(target.key), versionId: 'v2', metadata };

  test('keeps the link and its rule, and records the deletion', () => {
    const put = putRemoval({ alias: 'r/latest', capabilities: OSS_CAPABILITIES }, link, {
      why: 'sweep',
      actor: 'anna@host',
    });
    expect(put).toMatchObject({ key: 'r/latest', target: target.key, headers: link.headers });
    expect(readRecord({ ...link, metadata: put.metadata ?? {} })).toEqual({
      ...readRecord(link),
      base: 'v2',
      cause: 'sweep',
      actor: 'anna@host',
      pin: undefined,
      dropsPin: true,
      removes: true,
    });
  });

  test('does not keep the actor of the link if the new one is unknown', () => {
    expect(
      putRemoval({ alias: 'r/latest', capabilities: OSS_CAPABILITIES }, link, { why: 'sweep', actor: undefined })
        .metadata,
    ).not.toHaveProperty('autoalias-actor');
  });

  test.each([
    ['no pin', false, undefined],
    ['no pin, for an unpin', true, 'true'],
  ])('a link with %s', (_, isUnpin, expected) => {
    const { metadata: plain = {} } = putAlias(task, target, 'av', '1.0.0', { dropsPin: true });
    const put = putRemoval(
      { alias: 'r/latest', capabilities: OSS_CAPABILITIES },
      { ...link, metadata: plain },
      { why: 'sweep', actor: undefined, isUnpin },
    );
    expect(put.metadata?.['autoalias-unpinned']).toBe(expected);
  });
});

describe('isUnfinished', () => {
  const link = { ...foreignLink(target.key), versionId: 'v2' };
  const removal = putRemoval({ alias: 'r/latest', capabilities: OSS_CAPABILITIES }, link, {
    why: '',
    actor: undefined,
  });

  test.each([
    ['a target', putAlias(task, target, 'av', ''), false],
    ['a former target, for the time being', putAlias(task, target, 'av', '', { interim: true }), true],
    [
      'a deletion that is about to be made',
      { metadata: { ...putAlias(task, target, 'av', '').metadata, ...removal.metadata } },
      true,
    ],
  ])('the record of %s', (_, { metadata = {} }, expected) => {
    const record = readRecord({ ...link, metadata });
    expect(record !== undefined && isUnfinished(record)).toBe(expected);
  });

  test('the record of a deletion does not keep the mark of a former target', () => {
    const { metadata = {} } = putAlias(task, target, 'av', '', { interim: true });
    const put = putRemoval(
      { alias: 'r/latest', capabilities: OSS_CAPABILITIES },
      { ...link, metadata },
      { why: 'sweep', actor: undefined },
    );
    expect(put.metadata).not.toHaveProperty('autoalias-interim');
  });
});

describe('readRecord', () => {
  test('a link into another bucket is never ours', () => {
    const { metadata = {} } = putAlias(task, target, 'av', '1.0.0');
    const link = { ...foreignLink(target.key), metadata };
    expect(readRecord(link)).toBeDefined();
    expect(readRecord({ ...link, targetBucket: 'other' })).toBeUndefined();
  });

  test.each(['1.0.0', '版本 1/2:3+4', '50%25', '😀', '', '  1 '])('reads what was written: order %j', (order) => {
    const change = { kind: 'change', event: 'ObjectCreated:PutObject', key: `r/${order}` } as const;
    const { metadata = {} } = putAlias({ ...task, cause: change }, target, 'av', order);
    // As it goes through HTTP: without the white space around it.
    for (const value of Object.values(metadata))
      expect(value).toMatch(/^(?:[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?)?$/);
    expect(readRecord({ ...foreignLink(target.key), metadata })).toEqual({
      rule: 'app',
      templateDigest: task.template.digest,
      identity: target.identity,
      base: 'av',
      order,
      cause: `ObjectCreated:PutObject r/${order}`,
      pin: undefined,
      dropsPin: false,
      removes: false,
      interim: false,
      before: [],
    });
  });

  test.each([
    { reason: '1.10 breaks logins' },
    { reason: ' Grund: „kaputt“, 50% ', until: Date.UTC(2026, 11, 24, 18) },
    { reason: '' },
    { reason: 'kept', by: 'änna@host', since: Date.UTC(2026, 10, 20) },
    { reason: 'kept', until: Date.UTC(2026, 11, 24, 18), since: 5 },
  ])('and the pin $reason, and what it pointed at before', (pin) => {
    const before = ['a/1,5/x', 'b', ' c%2C'];
    const { metadata = {}, tags } = putAlias(task, target, 'av', '', { pin, before });
    expect(readRecord({ ...foreignLink(target.key), metadata })).toMatchObject({ pin, before });
    const until = 'until' in pin ? 'until 2026-12-24T18:00:00Z' : 'pinned';
    expect(tags).toEqual({ 'autoalias-rule': 'app', 'autoalias-version-id': 'tv', 'autoalias-pin': until });
  });

  const { metadata: whole = {} } = putAlias(task, target, 'av', '1.0.0');
  test.each(['autoalias-rule', 'autoalias-form', 'autoalias-base'])('without %s it is a foreign link', (name) => {
    const { [name]: _, ...metadata } = whole;
    expect(readRecord({ ...foreignLink('x'), metadata })).toBeUndefined();
    expect(readRecord({ ...foreignLink('x'), metadata: whole })).toBeDefined();
  });

  test('a mangled record equals no object, and does not throw', () => {
    const metadata = {
      'autoalias-rule': 'app',
      'autoalias-form': 'f',
      'autoalias-base': 'b',
      'autoalias-order': '%zz',
    };
    expect(readRecord({ ...foreignLink('x'), metadata })).toMatchObject({
      identity: { versionId: undefined, etag: '', lastModified: Number.NaN },
      order: '%zz',
    });
  });
});
