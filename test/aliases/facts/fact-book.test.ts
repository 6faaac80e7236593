import { expect, test } from 'vitest';
import { EMPTY_BOOK, type FactBook, sameFacts } from '../../../src/aliases/facts/fact-book.ts';

const fact = { action: 'unchanged', aliases: 1, until: undefined } as const;
const split = { ...fact, candidates: 'c', links: ['l'] };
const book: FactBook = { fullAt: 1, whole: new Map([['a', fact]]), split: new Map([['c', split]]) };

test('a book is the same as its copy', () => {
  expect(sameFacts(book, structuredClone(book))).toBe(true);
  expect(sameFacts(EMPTY_BOOK, structuredClone(EMPTY_BOOK))).toBe(true);
});

test.each<[string, FactBook]>([
  ['another full pass', { ...book, fullAt: 2 }],
  ['a fact less', { ...book, whole: new Map() }],
  ['a fact more', { ...book, whole: new Map([...book.whole, ['b', fact]]) }],
  ['another fact', { ...book, whole: new Map([['b', fact]]) }],
  ['another action', { ...book, whole: new Map([['a', { ...fact, action: 'pinned' }]]) }],
  ['another number of aliases', { ...book, whole: new Map([['a', { ...fact, aliases: 2 }]]) }],
  ['an end', { ...book, whole: new Map([['a', { ...fact, until: 5 }]]) }],
  ['no split fact', { ...book, split: new Map() }],
  ['another link', { ...book, split: new Map([['c', { ...split, links: ['m'] }]]) }],
])('%s is another book', (_, other) => {
  expect(sameFacts(book, other)).toBe(false);
});
