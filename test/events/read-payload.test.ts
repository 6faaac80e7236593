import { describe, expect, test } from 'vitest';
import { readPayload } from '../../src/events/read-payload.ts';

function utf8(text: string) {
  return new TextEncoder().encode(text);
}

function base64(text: string) {
  return Buffer.from(text).toString('base64');
}

describe('readable', () => {
  test.each([
    ['an object', { a: 1 }, { a: 1 }, false],
    ['an array', [1], [1], false],
    ['JSON', ' {"a":"é"}\n', { a: 'é' }, false],
    ['JSON in bytes', utf8('{"a":"é"}'), { a: 'é' }, false],
    ['JSON quoted', '"{\\"a\\":1}"', { a: 1 }, false],
    ['Base64', base64('{"a":"é"}'), { a: 'é' }, true],
    ['Base64 in bytes', utf8(base64('[1,2]')), [1, 2], true],
    ['Base64 quoted', JSON.stringify(base64('[1,2]')), [1, 2], true],
    ['Base64 without padding', base64('{"a":12}').replace(/=+$/, ''), { a: 12 }, true],
    ['a byte order mark', '\u{feff}{"a":1}', { a: 1 }, false],
  ])('%s', (_name, input, value, wrapped) => {
    expect(readPayload(input)).toEqual({ value, base64: wrapped });
  });
});

describe('unreadable', () => {
  test.each([
    ['nothing', undefined, 'got nothing'],
    ['a number', 5, 'got number'],
    ['a function', () => 1, 'got function'],
    ['JSON null', 'null', 'got null'],
    ['an empty JSON text', '""', 'got ""'],
    ['Base64 of a number', base64('5'), 'got number'],
    ['Base64 of bytes', Buffer.of(255, 254).toString('base64'), 'got "//4="'],
    ['a long text, cut', `{${'x'.repeat(90)}`, `got "{${'x'.repeat(39)}…"`],
    [
      'credentials',
      '{"secretAccessKey":"x',
      'got a text of 21 characters, not quoted because it can contain credentials',
    ],
    [
      'credentials in Base64',
      base64('{"sessionToken":"x').slice(0, -1),
      'got a text of 23 characters, not quoted because it can contain credentials',
    ],
    ['bytes of UTF-16', Buffer.from('{}', 'utf16le').fill(0xff, 0, 1), 'got bytes that are not UTF-8'],
  ])('%s', (_name, input, problem) => {
    expect(readPayload(input)).toEqual({
      problem: `expected a JSON object or array, or such JSON in Base64, ${problem}`,
    });
  });
});
