import { expect, test } from 'vitest';
import { closestWord } from '../../../src/rules/file/closest-word.ts';

test.each([
  ['orders', ['name', 'order', 'onDelete'], 'order'],
  ['ondelete', ['onDelete', 'onConflict'], 'onDelete'],
  ['alaises', ['aliases'], 'aliases'],
  ['regexp', ['prefix', 'regex'], 'regex'],
  ['kye', ['key'], undefined],
  ['keys', ['key', 'keyed'], 'key'],
  ['name', ['name'], 'name'],
  ['NAME', ['name'], 'name'],
])('the word closest to %s in %j is %s', (word, words, meant) => {
  expect(closestWord(word, words)).toBe(meant);
});

test.each([
  ['x', ['y']],
  ['on', ['by']],
  ['totally', ['other']],
  ['', ['a', '']],
  ['name', []],
])('no word is close to %j in %j', (word, words) => {
  expect(closestWord(word, words)).toBeUndefined();
});
