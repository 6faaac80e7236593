import { describe, expect, test } from 'vitest';
import { ANY_TEXT, compilePattern, type TextPiece } from '../../../src/rules/pattern/pattern.ts';
import { createRepeatReader, hasRepeats, type RepeatReader } from '../../../src/rules/pattern/read-repeats.ts';
import { parseTemplate, pieceText, type Template } from '../../../src/rules/pattern/template.ts';
import { type Random, seededRandom } from '../seeded-random.ts';

function parsed(text: string): Template {
  const template = parseTemplate(text);
  if ('why' in template) throw new Error(template.why);
  return template;
}

const SOURCES: Readonly<Record<string, string>> = {
  any: ANY_TEXT,
  path: '.+',
  digits: '\\d*',
  versioned: 'v?[0-9]+',
  words: '(?:a|ab)+',
};

/** A group has the regex of its name in `SOURCES`, without a digit at the end. Others cannot contain a slash. */
function piecesOf(template: Template): readonly TextPiece[] {
  return template.map((piece) =>
    piece.kind === 'literal'
      ? { literal: piece.text }
      : { source: SOURCES[piece.kind === 'group' ? piece.group.replace(/\d$/, '') : 'digits'] ?? '[^/]+' },
  );
}

function readerOf(text: string): RepeatReader {
  const template = parsed(text);
  return createRepeatReader(template, piecesOf(template));
}

test.each(['{a}/{a}', '{a}-{b}/{a}', '{v.major}/{v.major}', 'x{a}x{b}x{b}'])('%s repeats a name', (text) => {
  expect(hasRepeats(parsed(text))).toBe(true);
});

test.each(['', 'x/x', '{a}/{b}', '{v.major}.{v.minor}', '{v}/{v.major}', '{a.major}/{b.major}'])(
  '%s does not repeat a name',
  (text) => {
    expect(hasRepeats(parsed(text))).toBe(false);
  },
);

describe('createRepeatReader', () => {
  test.each<[template: string, text: string, texts: readonly string[]]>([
    ['sdist/{name}/{name}-latest', 'sdist/pkg/pkg-latest', ['sdist/', 'pkg', '/', 'pkg', '-latest']],
    ['{a}{a}', 'xyxy', ['xy', 'xy']],
    ['{any}{any}', '', ['', '']],
    ['{any}/{any}', 'a/b/a/b', ['a/b', '/', 'a/b']],
    // Only the second name shows where the first one ends.
    ['{a}-{b}/{a}', 'x-y-z/x-y', ['x-y', '-', 'z', '/', 'x-y']],
    ['{a}-{b}/{a}', 'x-y-z/x', ['x', '-', 'y-z', '/', 'x']],
    ['{a}-{b}-{a}', 'a-a-a-a', ['a', '-', 'a-a', '-', 'a']],
    ['{a}-{b}/{b}-{a}', 'x-y-z/y-z-x', ['x', '-', 'y-z', '/', 'y-z', '-', 'x']],
    ['v{v.major}/{v.major}', 'v12/12', ['v', '12', '/', '12']],
    ['{versioned}{versioned}/{a}', 'v1v1/x', ['v1', 'v1', '/', 'x']],
    ['{words}-{words}', 'aba-aba', ['aba', '-', 'aba']],
    ['{a}/{a}', '😀/😀', ['😀', '/', '😀']],
    ['{path}/{b}/{path}', 'x/y/z/x/y', ['x/y', '/', 'z', '/', 'x/y']],
  ])('%s reads %s', (template, text, texts) => {
    expect(readerOf(template)(text)).toEqual(texts);
  });

  test.each([
    ['sdist/{name}/{name}-latest', 'sdist/pkg/wheel-latest'],
    ['sdist/{name}/{name}-latest', 'sdist/pkg/pkg2-latest'],
    ['sdist/{name}/{name}-latest', 'sdist/pkg/PKG-latest'],
    ['gems/{gem}/{gem}.gem', 'gems/rake/pre.gem'],
    ['{a}{a}', 'xyx'],
    ['{a}{a}', ''],
    ['{any}/{any}', 'a/b/a'],
    ['{a}-{b}/{a}', 'x-y-z/z'],
    ['{a}-{b}-{a}', 'a-a'],
    ['v{v.major}/{v.major}', 'v1/2'],
    ['v{v.major}/{v.major}', 'v1/12'],
    ['{versioned}/{versioned}', 'v1/1'],
    ['{words}-{words}', 'abb-abb'],
    ['{a}/{a}', '😀/😁'],
    ['{path}/{b}/{path}', 'x/y/z/w'],
  ])('%s does not match %j', (template, text) => {
    expect(readerOf(template)(text)).toBeUndefined();
  });

  test('a long key that is as ambiguous as possible is read, or refused after a limited number of steps', () => {
    expect(readerOf('{a}-{b}/{a}-{b}')(`${'x-'.repeat(250)}x/${'x-'.repeat(250)}x`)).toBeDefined();
    expect(readerOf('{a}-{b}-{c}-{d}/{a}-{c}-{b}-{d}')(`${'x-'.repeat(250)}x/${'x-'.repeat(249)}y`)).toBeUndefined();
  });
});

/** Whether any assignment of substrings to the names gives the text. Tries all of them. */
function isReadable(template: Template, pieces: readonly TextPiece[], text: string): boolean {
  const tries = (index: number, at: number, texts: ReadonlyMap<string, string>): boolean => {
    const [piece, written] = [pieces[index], template[index]];
    if (piece === undefined || written === undefined) return at === text.length;
    if ('literal' in piece)
      return text.startsWith(piece.literal, at) && tries(index + 1, at + piece.literal.length, texts);
    const name = pieceText(written);
    return Array.from({ length: text.length - at + 1 }, (_, length) => text.slice(at, at + length)).some(
      (own) =>
        (texts.get(name) ?? own) === own &&
        matchesWhole(piece.source, own) &&
        tries(index + 1, at + own.length, new Map([...texts, [name, own]])),
    );
  };
  return tries(0, 0, new Map());
}

const compiled = new Map<string, (text: string) => boolean>();

function matchesWhole(source: string, text: string): boolean {
  const made = compiled.get(source);
  if (made !== undefined) return made(text);
  const pattern = compilePattern(`^(?:${source})$`);
  if ('refused' in pattern) throw new Error(pattern.refused);
  const test = (one: string) => pattern.match(one) !== undefined;
  compiled.set(source, test);
  return test(text);
}

const TOKENS = ['{a}', '{a}', '{b}', '{b}', '{words}', '{versioned}', '{any}', '{v.major}', '-', '/', 'a'];

function randomTemplate({ below }: Random): string {
  return Array.from({ length: 2 + below(5) }, () => TOKENS[below(TOKENS.length)]).join('');
}

/** A text that the template often produces. One of ten texts of a repeated name differs. */
function randomText({ below }: Random, template: Template): string {
  const letters = (): string => Array.from({ length: below(4) }, () => 'ab-/1v'[below(6)]).join('');
  const texts = new Map<string, string>();
  return template
    .map((piece) => {
      if (piece.kind === 'literal') return piece.text;
      const own = below(10) === 0 ? letters() : (texts.get(pieceText(piece)) ?? letters());
      texts.set(pieceText(piece), own);
      return own;
    })
    .join('');
}

test('the reader agrees with trying all readings, and its texts are a reading', () => {
  const random = seededRandom(20_261_128);
  const counts = { read: 0, refused: 0 };
  for (let i = 0; i < 400; i++) {
    const template = parsed(randomTemplate(random));
    const pieces = piecesOf(template);
    const read = createRepeatReader(template, pieces);
    for (let k = 0; k < 6; k++) {
      const text = randomText(random, template);
      const texts = read(text);
      expect([template.map(pieceText).join(''), text, texts !== undefined]).toEqual([
        template.map(pieceText).join(''),
        text,
        isReadable(template, pieces, text),
      ]);
      counts[texts === undefined ? 'refused' : 'read']++;
      if (texts === undefined) continue;
      expect(texts.join('')).toBe(text);
      const names = new Map(template.map((piece, j) => [pieceText(piece), texts[j]]));
      expect(template.map((piece) => names.get(pieceText(piece)))).toEqual(texts);
      expect(pieces.every((piece, j) => 'literal' in piece || matchesWhole(piece.source, texts[j] ?? ''))).toBe(true);
    }
  }
  expect(Math.min(counts.read, counts.refused)).toBeGreaterThan(300);
});
