import { describe, expect, it } from 'vitest';
import { matches } from '../../../src/local/triggers/matches.ts';
import type { Trigger } from '../../../src/local/triggers/trigger.ts';

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
  ['one of several types', { events: ['oss:ObjectRemoved:*', 'oss:ObjectCreated:PutObject'] }, { name: PUT, key: 'a' }],
  ['a group', { events: ['oss:ObjectCreated:*'] }, { name: 'ObjectCreated:PutSymlink', key: 'a' }],
  ['a prefix beyond ASCII', { prefix: '发布/' }, { name: PUT, key: '发布/a b+c%2F' }],
];

const NOT_MATCHING: [string, Partial<Trigger>, { name: string; key: string }][] = [
  ['another type', {}, { name: 'ObjectCreated:PutSymlink', key: 'a' }],
  ['another group', { events: ['oss:ObjectCreated:*'] }, { name: 'ObjectRemoved:DeleteObject', key: 'a' }],
  [
    'a type that only begins alike',
    { events: ['oss:ObjectRemoved:DeleteObject'] },
    { name: 'ObjectRemoved:DeleteObjects', key: 'a' },
  ],
  ['a type without its oss:', { events: ['ObjectCreated:PutObject'] }, { name: PUT, key: 'a' }],
  ['another prefix', { prefix: 'releases/' }, { name: PUT, key: 'release/a' }],
  ['prefix in other letters', { prefix: 'Releases/' }, { name: PUT, key: 'releases/a' }],
  ['prefix in the middle', { prefix: 'releases/' }, { name: PUT, key: 'x/releases/a' }],
  ['a prefix is no pattern', { prefix: 'a*' }, { name: PUT, key: 'abc' }],
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
