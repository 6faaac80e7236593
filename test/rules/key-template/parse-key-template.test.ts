import { describe, expect, test } from 'vitest';
import { parseKeyTemplate } from '../../../src/rules/key-template/parse-key-template.ts';

/** The pieces in short: `text`, `<name>`, `<path:**>`. */
function inShort(template: string): readonly string[] | string {
  const pieces = parseKeyTemplate(template);
  if ('why' in pieces) return `${pieces.at}: ${pieces.why}; ${pieces.instead}`;
  return pieces.map((piece) =>
    piece.kind === 'literal' ? piece.text : `<${piece.name}${piece.kind === 'path' ? ':**' : ''}>`,
  );
}

describe('accepted', () => {
  test.each<[template: string, pieces: readonly string[]]>([
    ['', []],
    ['releases/app', ['releases/app']],
    ['releases/{app}/{version}', ['releases/', '<app>', '/', '<version>']],
    ['{path:**}', ['<path:**>']],
    ['a/{p:**}/{x}-{y}.tgz', ['a/', '<p:**>', '/', '<x>', '-', '<y>', '.tgz']],
    ['{{a}}{x}', ['{a}', '<x>']],
    ['{{{x}}}', ['{', '<x>', '}']],
    ['a?b+c(d)[e]^$|', ['a?b+c(d)[e]^$|']],
    ['{a}-{a}', ['<a>', '-', '<a>']],
  ])('%s', (template, pieces) => {
    expect(inShort(template)).toEqual(pieces);
  });
});

describe('refused', () => {
  test.each<[template: string, problem: string]>([
    ['a/{x', '2: "{" has no matching brace; write {{ for a literal brace'],
    ['a/x}', '3: "}" has no matching brace; write }} for a literal brace'],
    ['a/{}', '2: {} has no name; write {name}, or {{}} for literal braces'],
    ['a/{:**}', '2: {:**} has no name; write {name:**}, or {{}} for literal braces'],
    [
      '{x:*}',
      '0: "*" is not known; only ** can follow a colon; write {x} for text within one folder or file name, or {x:**} for several folders',
    ],
    [
      '{x:}',
      '0: nothing follows the colon in {x:}; write {x} for text within one folder or file name, or {x:**} for several folders',
    ],
    [
      '{x:semver}',
      '0: "semver" is not known; only ** can follow a colon; write {x} for text within one folder or file name, or {x:**} for several folders; for other patterns, write regex: instead',
    ],
    ['{a-b}', '0: "a-b" is not a name, which consists of letters, digits and _; write {a_b}'],
    ['{ a }', '0: " a " is not a name, which consists of letters, digits and _; write {a}'],
    ['{a}/{v.major}', '4: {v.major} is a part of an order value, and only alias keys have those; write {v}'],
    ['a/*/{v}', '2: * is not a wildcard in a key template; write {name}, or {name:**} for several folders'],
    ['a/**', '2: * is not a wildcard in a key template; write {name}, or {name:**} for several folders'],
    ['^a/(?<x>.+)$', '3: (?<...> is regex syntax; write {name}, or write regex: instead of key:'],
    ['/a', '0: no object key begins with / or \\; write "a"'],
    ['\\a', '0: no object key begins with / or \\; write "a"'],
    [
      '{a}{b}',
      '3: it is ambiguous where {a} ends and {b} begins; write literal text between them, like {a}-{b}, or one name for both',
    ],
    [
      '{a}{a}',
      '3: it is ambiguous where {a} ends and {a} begins; write literal text between them, like {a}-{a}, or one name for both',
    ],
    [
      'x-{p:**}/y',
      '2: {p:**} stands for whole folders, and other text is next to it; write / before and after it, or {p} for a part of one folder or file name',
    ],
    [
      'x/{p:**}.tgz',
      '2: {p:**} stands for whole folders, and other text is next to it; write / before and after it, or {p} for a part of one folder or file name',
    ],
    [
      '{p:**}{a}',
      '0: {p:**} stands for whole folders, and other text is next to it; write / before and after it, or {p} for a part of one folder or file name',
    ],
    ['{p:**}/{p:**}', '7: {p:**} can occur only once in a key template; give one of them another name'],
    ['{p}/{p:**}', '4: {p:**} can occur only once in a key template; give one of them another name'],
  ])('%s', (template, problem) => {
    expect(inShort(template)).toBe(problem);
  });
});
