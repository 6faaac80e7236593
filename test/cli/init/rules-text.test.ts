import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { yamlText } from '../../../src/cli/init/rules-text.ts';

describe('a text in YAML is read as that text', () => {
  test.each([
    'releases/',
    "it's",
    '{a}/b',
    '- a',
    '# no comment',
    'a: b',
    'true',
    'NO',
    'null',
    '~',
    '1',
    '1.0',
    '2026-10-20',
    '',
    ' a ',
    '"q"',
    'a\nb',
    'a\u0085b',
    '\u2028',
    '\u0000',
    '*a',
    '&a',
    '!a',
    '%a',
    '@a',
    '`a',
    'ü/版',
    '[a]',
    'a#b',
    'a #b',
    '^r/(?<a>[^/]+)\\.tgz$',
  ])('%j', (text) => {
    expect(parse(`a: ${yamlText(text)}\n`)).toEqual({ a: text });
    expect(parse(`{ a: ${yamlText(text)}, b: 1 }`)).toEqual({ a: text, b: 1 });
  });
});
