import { expect, test } from 'vitest';
import { findInJson } from '../../../src/rules/file/json-positions.ts';

const TEXT = ' {"a": [1, {"b": "x]}", "c" : {}}, [ ]],\n"d\\"": {"e": true}}';

test.each([
  [[], undefined, '{"a"'],
  [['a'], '"a"', '[1'],
  [['a', 0], undefined, '1,'],
  [['a', 1], undefined, '{"b"'],
  [['a', 1, 'b'], '"b"', '"x]}"'],
  [['a', 1, 'c'], '"c"', '{}'],
  [['a', 2], undefined, '[ ]'],
  [['d"', 'e'], '"e"', 'true'],
  // What does not exist is at the closest value around it.
  [['x'], undefined, '{"a"'],
  [['a', 1, 'x', 'y'], '{"b"', '{"b"'],
  [['a', 7], '"a"', '[1'],
  [['a', 0, 'x'], '1,', '1,'],
])('%j', (path, key, value) => {
  const found = findInJson(TEXT, path);
  expect(TEXT.slice(found.value).startsWith(value)).toBe(true);
  const isOwn = key?.startsWith('"') === true && path.at(-1) !== 7;
  expect(found.key === undefined ? undefined : TEXT.slice(found.key, found.key + 3)).toBe(
    isOwn || path.at(-1) === 7 ? key?.slice(0, 3) : undefined,
  );
});
