import { expect, test } from 'vitest';
import { parseJson } from '../../../src/handlers/http/parse-json.ts';

test.each([
  ['bytes', Buffer.from('{"ü":[1]}'), { ü: [1] }],
  ['plain bytes', new TextEncoder().encode('null'), null],
  ['text', ' 7 ', 7],
  ['a value', { a: 1 }, { a: 1 }],
  ['a number', 7, 7],
  ['nothing', undefined, undefined],
  ['text that is no JSON', '{"a":', undefined],
  ['no text', '', undefined],
  ['bytes that are no text', Buffer.from([0xff, 0xfe]), undefined],
  ['JSON that is no UTF-8', Buffer.from([0x22, 0xff, 0x22]), undefined],
])('%s', (_, given, value) => {
  expect(parseJson(given)).toEqual(value);
});
