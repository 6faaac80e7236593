import { expect, test } from 'vitest';
import { contentHeaderNames, isHeaderText } from '../../src/stores/object-attributes.ts';

test.each(Object.entries(contentHeaderNames))('%s is the header %s', (field, name) => {
  expect(name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase())).toBe(field);
});

test.each(['', 'no-cache', 'a\tb', ' ', 'é', '\u0080', '\u009f', '版', '\ud7ff\ue000', '\uef80', '😀'])(
  '%j can be a header value',
  (value) => {
    expect(isHeaderText(value)).toBe(true);
  },
);

test.each(['\u0000', 'a\nb', 'a\r\nb', '\u001f', '\u007f', 'a\ud83d', '\ude00'])('%j cannot', (value) => {
  expect(isHeaderText(value)).toBe(false);
});
