import { expect, test } from 'vitest';
import { readTagging, readTaggingHeader, taggingDocument, writeTaggingHeader } from '../../src/bce-wire/bce-tagging.ts';

test.each([
  [{ env: 'test', owner: 'sdk' }, 'env=test&owner=sdk'],
  [{ 'a b': 'c&d=e+/', 测: '' }, 'a%20b=c%26d%3De%2B%2F&%E6%B5%8B='],
  [{}, ''],
])('the tags %j are the header %j, and back', (tags, header) => {
  expect(writeTaggingHeader(tags)).toBe(header);
  expect(readTaggingHeader(header)).toEqual(tags);
});

test.each([
  ['a', { a: '' }],
  ['a=b=c', { a: 'b=c' }],
  ['&a=b&', { a: 'b' }],
])('the header %j has the tags %j', (header, tags) => {
  expect(readTaggingHeader(header)).toEqual(tags);
});

test('a header with a wrong encoding is refused', () => {
  expect(() => readTaggingHeader('a=%')).toThrow(URIError);
});

const tags = { env: 'test', owner: 'sdk' };

test.each([
  ['as it is written', taggingDocument(tags)],
  [
    'of the page',
    {
      tagSet: [
        {
          tagInfo: [
            { key: 'env', value: 'test' },
            { key: 'owner', value: 'sdk' },
          ],
        },
      ],
    },
  ],
  ['of bce-sdk-go', { tagSet: [{ tagInfo: { env: 'test', owner: 'sdk' } }] }],
  [
    'of bce-sdk-python',
    {
      tagSet: [
        { key: 'env', value: 'test' },
        { key: 'owner', value: 'sdk' },
      ],
    },
  ],
])('reads the form %s', (_, document) => {
  expect(readTagging(document)).toEqual(tags);
});

test.each([{}, { tagSet: [] }, { tagSet: [{ tagInfo: [] }] }, { tagSet: [{ tagInfo: {} }] }])(
  '%j has no tags',
  (document) => {
    expect(readTagging(document)).toEqual({});
  },
);

test.each([null, [], { tagSet: [{ key: 'a' }] }, { tagSet: [{ tagInfo: [{ key: 'a' }] }] }, { tagSet: 'a' }])(
  '%j is not a tagging document',
  (document) => {
    expect(() => readTagging(document)).toThrow();
  },
);
