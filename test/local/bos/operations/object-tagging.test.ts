import { afterEach, beforeEach, expect, test } from 'vitest';
import type { UnverifiedChoices } from '../../../../src/bucket/unverified-choices.ts';
import { type BosRig, json, openBosRig, outcome } from '../bos-rig.ts';

let rig: BosRig;
beforeEach(async () => {
  rig = await openBosRig();
  await rig.put('k');
  await rig.link('link', 'k');
});
afterEach(() => rig.close());

function tag(key: string, body?: unknown, headers: Readonly<Record<string, string>> = {}) {
  const text = typeof body === 'string' || body === undefined ? body : JSON.stringify(body);
  return rig.ask(key, [['tagging', '']], { method: 'PUT', headers, ...(text !== undefined && { body: text }) });
}

async function tags(key = 'k') {
  return json(await rig.ask(key, [['tagging', '']]));
}

test.each<[string, unknown, Readonly<Record<string, string>>]>([
  [
    'the document of the page',
    {
      tagSet: [
        {
          tagInfo: [
            { key: 'a', value: '1' },
            { key: 'b', value: 'x y' },
          ],
        },
      ],
    },
    {},
  ],
  [
    'the document of bce-sdk-python',
    {
      tagSet: [
        { key: 'a', value: '1' },
        { key: 'b', value: 'x y' },
      ],
    },
    {},
  ],
  ['the header', undefined, { 'x-bce-tagging': 'a=1&b=x%20y' }],
  ['the header of bce-sdk-go', undefined, { 'x-bce-tagging': 'a=1&b=x+y' }],
])('tags an object by %s', async (_, body, headers) => {
  expect(outcome(await tag('k', body, headers))).toBe('200');
  expect(await tags()).toEqual({ tagSet: [{ tagInfo: { a: '1', b: 'x y' } }] });
});

test.each<[UnverifiedChoices['bosTaggingReply'], object]>([
  ['map', { tagSet: [{ tagInfo: { a: '1' } }] }],
  ['list', { tagSet: [{ tagInfo: [{ key: 'a', value: '1' }] }] }],
  ['flat', { tagSet: [{ key: 'a', value: '1' }] }],
])('answers in the form %s by choice', async (bosTaggingReply, expected) => {
  const other = await openBosRig({ bosTaggingReply });
  await other.put('k', 'x', { 'x-bce-tagging': 'a=1' });
  expect(json(await other.ask('k', [['tagging', '']]))).toEqual(expected);
  await other.close();
});

test('replaces and deletes the whole set', async () => {
  await tag('k', undefined, { 'x-bce-tagging': 'a=1&b=2' });
  await tag('k', undefined, { 'x-bce-tagging': 'c=3' });
  expect(await tags()).toEqual({ tagSet: [{ tagInfo: { c: '3' } }] });
  expect(outcome(await rig.ask('k', [['tagging', '']], { method: 'DELETE' }))).toBe('204');
  expect(await tags()).toEqual({ tagSet: [] });
});

test('tags a link and not its target', async () => {
  expect(outcome(await tag('link', undefined, { 'x-bce-tagging': 'a=1' }))).toBe('200');
  expect([await tags('link'), await tags('k')]).toEqual([{ tagSet: [{ tagInfo: { a: '1' } }] }, { tagSet: [] }]);
});

test.each<[string, unknown, Readonly<Record<string, string>>, string]>([
  ['no tags at all', undefined, {}, '400 InvalidArgument'],
  ['no JSON', '<Tagging/>', {}, '400 MalformedJSON'],
  ['another document', { tags: [] }, {}, '400 InappropriateJSON'],
  ['a name twice', undefined, { 'x-bce-tagging': 'a=1&a=2' }, '400 InvalidArgument'],
  ['eleven tags', undefined, { 'x-bce-tagging': 'a&b&c&d&e&f&g&h&i&j&k' }, '400 InvalidArgument'],
  [
    'eleven tags in a body',
    { tagSet: [...'abcdefghijk'].map((key) => ({ key, value: '1' })) },
    {},
    '400 InvalidArgument',
  ],
  ['a hundred and one wrong tags in a body', { tagSet: Array(101).fill(1) }, {}, '400 InappropriateJSON'],
  ['a long body', { tagSet: [], more: 'x'.repeat(65_536) }, {}, '400 MaxMessageLengthExceeded'],
  ['a name of 129 characters', undefined, { 'x-bce-tagging': `${'x'.repeat(129)}=1` }, '400 InvalidArgument'],
  ['a bad encoding', undefined, { 'x-bce-tagging': 'a=%' }, '400 InvalidArgument'],
  ['two equals signs', undefined, { 'x-bce-tagging': 'a=b=c' }, '400 InvalidArgument'],
])('refuses %s', async (_, body, headers, expected) => {
  expect(outcome(await tag('k', body, headers))).toBe(expected);
  expect(await tags()).toEqual({ tagSet: [] });
});

test('a missing object has no tags', async () => {
  expect(outcome(await rig.ask('absent', [['tagging', '']]))).toBe('404 NoSuchKey');
});
