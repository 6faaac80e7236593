import { expect, test } from 'vitest';
import { determinedPieces, type TextPiece } from '../../../src/rules/pattern/determined-pieces.ts';

/** `/x/` is a pattern, all else literal text. */
function pieces(...texts: readonly (string | RegExp)[]): readonly TextPiece[] {
  return texts.map((text) => (typeof text === 'string' ? { literal: text } : { source: text.source }));
}

test.each<[string, readonly TextPiece[]]>([
  ['nothing', pieces()],
  ['literal text', pieces('releases/', 'x')],
  ['a pattern at the end, whatever it takes', pieces('releases/', /(?:.|\n)*/)],
  ['patterns that slashes part', pieces(/[^/]+/, '/', /[^/]+/, '/latest')],
  ['a class without the letter after it', pieces(/[0-9]+/, '.', /[0-9]+/)],
  ['alternatives, none of which holds it', pieces(/(?:a|bc)/, 'd')],
  ['a letter of two code units that the class has not', pieces(/[a-z]+/, '😀')],
  ['the other half of a pair', pieces(/[😁]+/u, '😀')],
])('all is certain: %s', (_, of) => {
  expect(determinedPieces(of)).toBe(of.length);
});

test.each<[string, readonly TextPiece[], number]>([
  ['two patterns side by side', pieces(/[^/]+/, /[0-9]+/), 0],
  ['a pattern that may hold what comes next', pieces(/[^/]+/, '-', /[^/]+/), 0],
  ['any text', pieces('x/', /.*/, '/y'), 1],
  ['only what comes after is not', pieces(/[^/]+/, '/', /[^/]+/, '.tgz'), 2],
  ['one of the alternatives holds it', pieces(/(?:a|bd)/, 'd'), 0],
  ['a letter of two code units', pieces(/[^/]+/, '😀'), 0],
  ['flags, which are not followed', [{ source: '(?s:.*)' }, { literal: '/' }], 0],
  ['an escape that is not followed', [{ source: '\\x41' }, { literal: '/' }], 0],
])('not certain: %s', (_, of, count) => {
  expect(determinedPieces(of)).toBe(count);
});
