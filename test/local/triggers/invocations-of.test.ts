import { describe, expect, it } from 'vitest';
import type { BucketEvent } from '../../../src/bucket/bucket-event.ts';
import { eventDelivery } from '../../../src/local/triggers/event-path.ts';
import { type InvocationParts, invocationsOf, matches } from '../../../src/local/triggers/invocations-of.ts';
import type { Trigger } from '../../../src/local/triggers/trigger.ts';

function trigger(name: string, prefix: string): Trigger {
  return {
    name,
    functionName: `f-${name}`,
    events: ['oss:ObjectCreated:PutObject'],
    prefix,
    suffix: '',
  };
}

const TRIGGERS = [trigger('a', 'a/'), trigger('b', 'b/'), trigger('also-a', 'a/1')];
const PLACE = { accountId: '1', region: 'cn-hangzhou', sourceIp: '127.0.0.1', keyEncoding: 'raw' } as const;

function invocations(...several: readonly Partial<BucketEvent>[]) {
  return invocationsWith({}, ...several);
}

function invocationsWith(parts: Partial<InvocationParts>, ...several: readonly Partial<BucketEvent>[]) {
  let id = 0;
  const events = several.map(
    (fields): BucketEvent => ({
      name: 'ObjectCreated:PutObject',
      bucket: 'demo',
      key: 'a/1',
      etag: 'E',
      size: 1,
      deltaSize: 1,
      time: 0,
      requestId: 'R',
      ...fields,
    }),
  );
  return invocationsOf(events, TRIGGERS, {
    ...{ now: 5, wallNow: 5, newId: () => `id-${++id}`, place: PLACE, delivery: { path: 'native' }, bodyForm: 'text' },
    ...parts,
  });
}

it('calls the function of every trigger that matches', () => {
  expect(invocations({})).toEqual([
    {
      id: 'id-1',
      functionName: 'f-a',
      payload: expect.stringContaining('"ruleId":"a"'),
      trigger: 'a',
      eventName: 'ObjectCreated:PutObject',
      key: 'a/1',
      acceptedAt: 5,
      functionErrors: 0,
      systemErrors: 0,
    },
    expect.objectContaining({ id: 'id-2', functionName: 'f-also-a' }),
  ]);
});

it.each([{ key: 'c/1' }, { name: 'ObjectCreated:PutSymlink' as const }])('calls none for %o', (fields) => {
  expect(invocations(fields)).toEqual([]);
});

it('gives each trigger the events of a message that it matches', () => {
  const called = invocations({ key: 'c/1' }, { key: 'b/2' }, { key: 'b/1' }, { key: 'a/1' });
  const keys = called.map(({ functionName, key, payload }) => [
    functionName,
    key,
    [...payload.matchAll(/"key":"([^"]*)"/g)].map(([, name]) => name),
  ]);
  expect(keys).toEqual([
    ['f-a', 'a/1', ['a/1']],
    ['f-b', 'b/2', ['b/2', 'b/1']],
    ['f-also-a', 'a/1', ['a/1']],
  ]);
});

it('uses the lane and group of the key; several keys use the lane of the first, and no group', () => {
  const placeOf = (bucket: string, key: string) => ({ lane: `of-${key}`, group: `${bucket} ${key}` });
  expect(invocationsWith({ placeOf }, { key: 'b/1' })).toMatchObject([{ lane: 'of-b/1', group: 'demo b/1' }]);
  const [several] = invocationsWith({ placeOf }, { key: 'b/1' }, { key: 'b/2' });
  expect(several).toMatchObject({ lane: 'of-b/1' });
  expect(several).not.toHaveProperty('group');
});

describe('on other paths', () => {
  const placeOf = (_: string, key: string) => ({ lane: `of-${key}`, group: key });

  it('each event becomes an invocation of its own, even if OSS sends several at once', () => {
    const delivery = eventDelivery('eventbridge');
    const called = invocationsWith({ delivery, placeOf }, { key: 'b/1' }, { key: 'b/2' });
    expect(called.map(({ key, lane, payload }) => [key, lane, JSON.parse(payload).specversion])).toEqual([
      ['b/1', 'of-b/1', '1.0'],
      ['b/2', 'of-b/2', '1.0'],
    ]);
    // Without a group, they are never delivered together.
    for (const one of called) expect(one).not.toHaveProperty('group');
  });

  it.each([
    ['eventbridge', 3, { group: 'eventbridge', batch: { events: 3, seconds: 1 } }],
    ['smq', undefined, { group: 'smq', batch: { events: 10 }, retriedBy: 'event-stream' }],
  ] as const)('events of %s share batches, whatever their rules', (path, most, fields) => {
    const delivery = eventDelivery(path, most);
    const called = invocationsWith({ delivery, placeOf }, { key: 'b/1' }, { key: 'b/2' });
    expect(called).toMatchObject([fields, fields]);
    for (const one of called) expect(one).not.toHaveProperty('lane');
  });
});

describe('matches', () => {
  function trigger(fields: Partial<Trigger>): Trigger {
    return {
      name: 't',
      functionName: 'f',
      events: ['oss:ObjectCreated:PutObject'],
      prefix: '',
      suffix: '',
      ...fields,
    };
  }

  const PUT = 'ObjectCreated:PutObject';

  const MATCHING: [string, Partial<Trigger>, { name: string; key: string }][] = [
    ['everything of its type', {}, { name: PUT, key: 'a' }],
    ['prefix', { prefix: 'releases/' }, { name: PUT, key: 'releases/a' }],
    ['prefix that is the whole key', { prefix: 'releases/' }, { name: PUT, key: 'releases/' }],
    ['suffix', { suffix: '.zip' }, { name: PUT, key: 'a.zip' }],
    ['prefix and suffix that share bytes', { prefix: 'ab', suffix: 'bc' }, { name: PUT, key: 'abc' }],
    [
      'one of several types',
      { events: ['oss:ObjectRemoved:*', 'oss:ObjectCreated:PutObject'] },
      { name: PUT, key: 'a' },
    ],
    ['a group', { events: ['oss:ObjectCreated:*'] }, { name: 'ObjectCreated:PutSymlink', key: 'a' }],
    ['a prefix beyond ASCII', { prefix: '发布/' }, { name: PUT, key: '发布/a b+c%2F' }],
  ];

  const NOT_MATCHING: [string, Partial<Trigger>, { name: string; key: string }][] = [
    ['another type', {}, { name: 'ObjectCreated:PutSymlink', key: 'a' }],
    ['another group', { events: ['oss:ObjectCreated:*'] }, { name: 'ObjectRemoved:DeleteObject', key: 'a' }],
    [
      'a type that only begins with the same text',
      { events: ['oss:ObjectRemoved:DeleteObject'] },
      { name: 'ObjectRemoved:DeleteObjects', key: 'a' },
    ],
    ['a type without its oss:', { events: ['ObjectCreated:PutObject'] }, { name: PUT, key: 'a' }],
    ['another prefix', { prefix: 'releases/' }, { name: PUT, key: 'release/a' }],
    ['prefix in other letters', { prefix: 'Releases/' }, { name: PUT, key: 'releases/a' }],
    ['prefix in the middle', { prefix: 'releases/' }, { name: PUT, key: 'x/releases/a' }],
    ['a prefix is not a pattern', { prefix: 'a*' }, { name: PUT, key: 'abc' }],
    ['another suffix', { suffix: '.zip' }, { name: PUT, key: 'a.zip2' }],
  ];

  describe('matches', () => {
    it.each(MATCHING)('%s', (_, fields, event) => {
      expect(matches(trigger(fields), event)).toBe(true);
    });
    it.each(NOT_MATCHING)('not: %s', (_, fields, event) => {
      expect(matches(trigger(fields), event)).toBe(false);
    });
  });
});

it.each([
  ['native', 'g'],
  ['bos', 'g'],
  ['eventbridge', undefined],
] as const)('an event on the path %s waits in the group %s', (path, group) => {
  const [first] = invocationsWith({ delivery: { path }, placeOf: () => ({ lane: 'l', group: 'g' }) }, {});
  expect([first?.lane, first?.group]).toEqual(['l', group]);
});
