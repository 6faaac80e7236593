import { expect, test } from 'vitest';
import { emitRegex } from '../../../../src/rules/pattern/native/emit-regex.ts';
import { parseRegex } from '../../../../src/rules/pattern/native/parse-regex.ts';

test.each([
  ['^releases/(?P<app>[^/]+)/(x|y)$', '^releases\\u{2f}([^\\u{2f}]+)\\u{2f}(?:x|y)$', ['app']],
  ['^a{,2}\\-', '^a\\u{7b},2\\u{7d}\\u{2d}', []],
  ['^.\\s', '^[^\\u{a}][\\u{9}-\\u{a}\\u{c}-\\u{d} ]', []],
  ['^(?s:.)*?$', '^[^]*?$', []],
  ['^[^]a]+😀\\z', '^[^\\u{5d}a]+\\u{1f600}$', []],
  ['^(?:ab){2,}(?:a|b)?', '^(?:ab){2,}(?:a|b)?', []],
  ['^(?<a>x)(?<b>y)?', '^(x)(y)?', ['a', 'b']],
])('%s becomes %s', (source, emitted, names) => {
  const tree = parseRegex(source);
  expect(tree && emitRegex(tree, 'forwards')).toEqual({ source: emitted, names });
  // It must be valid with the flag.
  expect(() => new RegExp(emitted, 'u')).not.toThrow();
});

test('backwards, the engine looks behind from the end of the text', () => {
  const tree = parseRegex('^(?<name>[a-z.]+)[.]jpg$');
  expect(tree && emitRegex(tree, 'backwards')).toEqual({ source: '(?<=^([\\u{2e}a-z]+)\\u{2e}jpg$)', names: ['name'] });
});
