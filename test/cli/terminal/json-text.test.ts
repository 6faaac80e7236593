import { expect, test } from 'vitest';
import { jsonDocument, jsonLine } from '../../../src/cli/terminal/json-text.ts';

const value = { key: 'a\n\u202eb\u009b' };

test('a document is indented, a line is one line; both hold the value and nothing hidden', () => {
  expect(jsonDocument(value)).toBe('{\n  "key": "a\\n\\u202eb\\u009b"\n}');
  expect(jsonLine(value)).toBe('{"key":"a\\n\\u202eb\\u009b"}');
  expect(JSON.parse(jsonLine(value))).toEqual(value);
});
