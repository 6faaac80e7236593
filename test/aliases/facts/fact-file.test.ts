import { describe, expect, test } from 'vitest';
import { EMPTY_BOOK, type FactBook } from '../../../src/aliases/facts/fact-book.ts';
import { formatFacts, readFacts } from '../../../src/aliases/facts/fact-file.ts';
import { PROGRAM_VERSION } from '../../../src/program-version.ts';

const BOOK: FactBook = {
  fullAt: 1_000,
  whole: new Map([
    ['a', { action: 'unchanged', aliases: 1, until: undefined }],
    ['b', { action: 'pinned', aliases: 1, until: 5_000 }],
    ['c', { action: 'unchanged', aliases: 3, until: undefined }],
  ]),
  split: new Map([['d', { action: 'protected', aliases: 1, until: undefined, candidates: 'd', links: ['l'] }]]),
};

test.each([
  ['no facts', EMPTY_BOOK],
  ['facts of each kind', BOOK],
])('%s are read back', (_, book) => {
  expect(readFacts('releases/', formatFacts('releases/', book))).toEqual(book);
});

describe('a text that counts as no facts', () => {
  const text = formatFacts('releases/', BOOK);

  test.each([
    ['empty', ''],
    ['no JSON', 'facts'],
    ['the start of the file', text.slice(0, -20)],
    ['a changed fact', text.replace('"pinned"', '"unchanged"')],
    ['a lost fact', text.replace('"a",', '')],
    ['a later end', text.replace('5000', '9000')],
    ['another format', text.replace('"format":1', '"format":2')],
    ['another version of the program', text.replace(`"${PROGRAM_VERSION}"`, '"0.0.1"')],
    ['another prefix', text.replace('"releases/"', '"builds/"')],
    ['no checksum', text.replace(/,"checksum":"[^"]*"/, '')],
  ])('%s', (_, changed) => {
    expect(changed).not.toBe(text);
    expect(readFacts('releases/', changed)).toBeUndefined();
  });

  test('the facts of another prefix', () => {
    expect(readFacts('builds/', text)).toBeUndefined();
  });
});

test('a fact about one right alias takes 25 bytes', () => {
  const digest = 'A'.repeat(22);
  const whole = new Map([[digest, { action: 'unchanged', aliases: 1, until: undefined } as const]]);
  const size = formatFacts('p/', { ...EMPTY_BOOK, whole }).length - formatFacts('p/', EMPTY_BOOK).length;
  expect(size).toBeLessThanOrEqual(25);
});
