import { expect, test } from 'vitest';
import { layoutOf } from '../../../src/rules/key-template/key-layout.ts';
import { createKeyMatcher } from '../../../src/rules/key-template/key-matcher.ts';
import { parseKeyTemplate } from '../../../src/rules/key-template/parse-key-template.ts';

function matcher(template: string) {
  const pieces = parseKeyTemplate(template);
  if ('why' in pieces) throw new TypeError(pieces.why);
  return createKeyMatcher(layoutOf(pieces));
}

test.each<[template: string, key: string, texts: readonly (readonly [string, string])[]]>([
  [
    'a/{p:**}/{x}',
    'a/b/c',
    [
      ['x', 'c'],
      ['p', 'b'],
    ],
  ],
  [
    '{p:**}/{x}-{y}/{q:**}',
    'a-b/c-d/e',
    [
      ['x', 'c'],
      ['y', 'd'],
      ['p', 'a-b'],
      ['q', 'e'],
    ],
  ],
])('%s matches %s', (template, key, texts) => {
  const found = matcher(template);
  expect('match' in found ? [...(found.match(key) ?? [])].sort() : found).toEqual([...texts].sort());
});

test.each<[template: string, ambiguous: readonly (readonly string[])[]]>([
  ['a/{x}/{y}', []],
  ['a/{p:**}/{x}', []],
  ['{x}-{y}/{z}', [['x', 'y']]],
  [
    '{p:**}/{x}-{y}/{q:**}',
    [
      ['p', 'q'],
      ['x', 'y'],
    ],
  ],
])('%s is ambiguous between %j', (template, ambiguous) => {
  expect(matcher(template)).toMatchObject({ ambiguous });
});

test.each([
  ['{a}-{b}/{p:**}/{b}-{a}', 'b'],
  ['{p:**}/{x}/{q:**}/{x}/{r:**}', 'x'],
])('%s is refused, because of {%s}', (template, name) => {
  expect(matcher(template)).toMatchObject({ unreadable: { name } });
});

// With every way to divide, this would take years.
test('a long key that does not match is read in linear time', () => {
  const found = matcher(`${Array.from({ length: 12 }, (_, i) => `{n${i}}`).join('-')}x/{a:**}/y/{b:**}/y/z`);
  if ('unreadable' in found) throw new TypeError(found.unreadable.name);
  expect(found.match(`${'-'.repeat(500)}/${'y/'.repeat(250)}z`)).toBeUndefined();
});
