import { expect, test } from 'vitest';
import { writeTags } from '../../src/oss-wire/write-tags.ts';

test.each([
  [undefined, ''],
  [{}, ''],
  [{ a: 'b' }, 'a=b'],
  [{ 'a=b': '1&2', 'c d': '' }, 'a%3Db=1%262&c%20d='],
])('the tags %j are %j', (tags, text) => {
  expect(writeTags(tags)).toBe(text);
});
