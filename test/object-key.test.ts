import { expect, test } from 'vitest';
import { LEADING_SLASHES, type ObjectKeyFlaw, objectKeyFlaw } from '../src/object-key.ts';

function label(text: string): string {
  return text.length > 12 ? `${JSON.stringify(text.slice(0, 4))} … (${text.length} code units)` : JSON.stringify(text);
}

const validKeys = [
  'a',
  ' ',
  '.',
  '..',
  'a/',
  'a//b',
  'a\\',
  './a',
  '\u0000',
  '\ud7ff\ue000',
  '😀',
  'x'.repeat(1023),
  'é'.repeat(511),
  '版'.repeat(341),
  '😀'.repeat(255),
];

test.each(validKeys.map((key) => ({ key, title: label(key) })))('$title can name an object', ({ key }) => {
  expect(objectKeyFlaw(key)).toBeUndefined();
});

const invalidKeys: [string, ObjectKeyFlaw][] = [
  ['', 'empty'],
  ['a\ud83d', 'not-utf8'],
  ['\ude00b', 'not-utf8'],
  ['\ude00\ud83d', 'not-utf8'],
  ['x'.repeat(1024), 'too-long'],
  ['é'.repeat(512), 'too-long'],
  ['版'.repeat(342), 'too-long'],
  ['😀'.repeat(256), 'too-long'],
  ['/', 'leading-slash'],
  ['/a', 'leading-slash'],
  ['\\a', 'leading-slash'],
  // Callers that accept a leading slash must still learn about the other flaws.
  ['/\ud83d', 'not-utf8'],
  [`/${'x'.repeat(1023)}`, 'too-long'],
];

test.each(invalidKeys.map(([key, flaw]) => ({ key, flaw, title: label(key) })))(
  '$title cannot: $flaw',
  ({ key, flaw }) => {
    expect(objectKeyFlaw(key)).toBe(flaw);
  },
);

test('removing the leading slashes leaves a valid key', () => {
  expect('/\\/a/b'.replace(LEADING_SLASHES, '')).toBe('a/b');
});
