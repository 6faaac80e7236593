import { expect, test } from 'vitest';
import { readTags } from '../../../src/stores/oss/read-tags.ts';

test.each([
  ['<Tagging><TagSet/></Tagging>', {}],
  ['<Tagging>\n <TagSet>\n  <Tag><Key>a</Key><Value>1</Value></Tag>\n </TagSet>\n</Tagging>', { a: '1' }],
  [
    '<Tagging><TagSet><Tag><Value>1</Value><Key>a</Key></Tag><Tag><Key>b</Key><Value/></Tag></TagSet></Tagging>',
    { a: '1', b: '' },
  ],
])('%s', (body, tags) => {
  expect(readTags(body)).toEqual(tags);
});

test.each(['<Error/>', ''])('%j has no tags to read', (body) => {
  expect(() => readTags(body)).toThrow();
});
