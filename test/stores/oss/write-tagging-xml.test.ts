import { expect, test } from 'vitest';
import { readTags } from '../../../src/stores/oss/read-tags.ts';
import { writeTaggingXml } from '../../../src/stores/oss/write-tagging-xml.ts';

test.each<[string, Record<string, string>]>([
  ['none', {}],
  ['one', { a: '1' }],
  ['an empty value', { a: '' }],
  ['numbers stay text', { '007': '1e3', '0x10': '-0' }],
  ['marks', { 'a&b<c>"d\'': '&lt;&#38;' }],
  ['white space', { ' a ': ' x\ty\r\nz ' }],
  ['any script', { 目录: '🚀' }],
])('read back as written: %s', (_, tags) => {
  expect(readTags(writeTaggingXml(tags))).toEqual(tags);
});
