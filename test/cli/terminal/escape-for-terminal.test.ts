import { expect, test } from 'vitest';
import {
  escapeForTerminal,
  escapeHidden,
  escapeJsonForTerminal,
} from '../../../src/cli/terminal/escape-for-terminal.ts';

test.each([
  ['line feed', 'a\nb', 'a\\x0ab'],
  ['tab', 'a\tb', 'a\\x09b'],
  ['NUL', 'a\0b', 'a\\x00b'],
  ['escape sequence', 'a\u001b[2Jb', 'a\\x1b[2Jb'],
  ['window title', '\u001b]0;root\u0007', '\\x1b]0;root\\x07'],
  ['bell and carriage return', 'a\u0007\rb', 'a\\x07\\x0db'],
  ['DEL', 'a\u007fb', 'a\\x7fb'],
  ['C1 control sequence introducer', 'a\u009bb', 'a\\x9bb'],
  ['C1 next line', 'a\u0085b', 'a\\x85b'],
  ['line separator', 'a\u2028b', 'a\\u{2028}b'],
  ['paragraph separator', 'a\u2029b', 'a\\u{2029}b'],
  ['right-to-left override', 'a\u202etgz.exe', 'a\\u{202e}tgz.exe'],
  ['embeddings', '\u202a\u202b\u202c\u202d', '\\u{202a}\\u{202b}\\u{202c}\\u{202d}'],
  ['isolates', '\u2066\u2067\u2068\u2069', '\\u{2066}\\u{2067}\\u{2068}\\u{2069}'],
  ['direction marks', '\u200e\u200f\u061c', '\\u{200e}\\u{200f}\\u{61c}'],
  ['zero-width', '\u200b\u200c\u200d\u2060\ufeff', '\\u{200b}\\u{200c}\\u{200d}\\u{2060}\\u{feff}'],
  ['soft hyphen', 'la\u00adtest', 'la\\xadtest'],
  ['tag characters', 'a\u{e0001}\u{e0061}\u{e007f}', 'a\\u{e0001}\\u{e0061}\\u{e007f}'],
  ['variation selectors', 'a\ufe0f\u{e0100}', 'a\\u{fe0f}\\u{e0100}'],
  ['Hangul filler', 'a\u3164b', 'a\\u{3164}b'],
  ['lone surrogates', '\ud800a\udfff', '\\u{d800}a\\u{dfff}'],
  ['zero-width joiner after a letter', 'a\u200d\u{1f469}', 'a\\u{200d}\u{1f469}'],
  ['zero-width joiner at the end of an emoji', '\u{1f469}\u200d', '\u{1f469}\\u{200d}'],
  ['text that looks like an escape', '\\x1b \\u{202e}', '\\x5cx1b \\x5cu{202e}'],
])('%s is escaped', (_name, text, shown) => {
  expect(escapeForTerminal(text)).toBe(shown);
});

test.each([
  'releases/übung 1.0.0/𝄞.tgz',
  'e\u0301',
  '模型/最新/权重.bin',
  'リリース',
  '한국어',
  'שלום',
  'हिन्दी',
  '🚀❤️1️⃣👍🏽',
  '👩‍💻👨‍👩‍👧👩🏽‍🚀🏳️‍🌈',
  '🇩🇪',
  'a\\nb',
  String.raw`^releases/(?<version>\d+\.\d+)$`,
  String.raw`C:\users\x`,
  '',
])('%j stays as it is', (text) => {
  expect(escapeForTerminal(text)).toBe(text);
});

/** Reads the notation back. */
function readBack(shown: string): string {
  return shown.replace(/\\x([0-9a-f]{2})|\\u\{([0-9a-f]{1,6})\}/g, (_, short?: string, long?: string) =>
    String.fromCodePoint(Number.parseInt(short ?? long ?? '', 16)),
  );
}

test('two different texts never look the same', () => {
  const pieces = [
    '\\',
    'x',
    'u',
    '{',
    '}',
    '1b',
    '5c',
    '202e',
    '\u001b',
    '\u202e',
    '\n',
    '\u{1f469}',
    '\u200d',
    '\ufe0f',
  ];
  for (let i = 0; i < pieces.length ** 4; i++) {
    const text = [1, 14, 196, 2744].map((place) => pieces[Math.floor(i / place) % pieces.length]).join('');
    expect(readBack(escapeForTerminal(text))).toBe(text);
  }
});

test('no unsafe character of any plane passes', () => {
  const passed: string[] = [];
  for (let code = 0; code < 0x110000; code++) {
    const shown = escapeForTerminal(String.fromCodePoint(code));
    if (/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{DI}]/u.test(shown)) passed.push(code.toString(16));
  }
  expect(passed).toEqual([]);
});

test.each([
  ['a\u001b[31m\nb', 'a\\x1b[31m\\x0ab'],
  ['\\x1b', '\\x1b'],
  ['👩‍💻', '👩‍💻'],
])('the hidden part of %j is escaped once, however often it is asked for', (text, shown) => {
  expect(escapeHidden(text)).toBe(shown);
  expect(escapeHidden(escapeHidden(text))).toBe(shown);
});

test.each([
  ['a\u009b31m\u202e\u007f', '"a\\u009b31m\\u202e\\u007f"'],
  ['\u{e0041}\u00ad👩‍💻', '"\\udb40\\udc41\\u00ad👩\\u200d💻"'],
])('JSON with %j is ASCII there and parses to the same value', (text, shown) => {
  const json = escapeJsonForTerminal(JSON.stringify(text));
  expect(json).toBe(shown);
  expect(JSON.parse(json)).toBe(text);
});

test('indented JSON keeps its lines', () => {
  const json = JSON.stringify({ a: ['\n'] }, null, 2);
  expect(escapeJsonForTerminal(json)).toBe(json);
});
