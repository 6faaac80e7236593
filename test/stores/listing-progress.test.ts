import { describe, expect, test } from 'vitest';
import { createListingProgress } from '../../src/stores/listing-progress.ts';
import type { ObjectsPage } from '../../src/stores/store-response.ts';

function page(keys: readonly string[], nextToken?: string, prefixes: readonly string[] = []): ObjectsPage {
  return {
    objects: keys.map((key) => ({ key, etag: 'E', size: 1, lastModified: 0, type: 'Normal' })),
    prefixes,
    ...(nextToken === undefined ? {} : { nextToken }),
  };
}

/** The number of accepted pages, and the reason to refuse the next one. */
function follow(pages: readonly ObjectsPage[]): readonly [number, string?] {
  const check = createListingProgress('p/');
  let accepted = 0;
  try {
    for (const one of pages) {
      check(one);
      accepted++;
    }
  } catch (error) {
    return [accepted, String(error)];
  }
  return [accepted];
}

const GROWING: readonly (readonly [string, readonly ObjectsPage[]])[] = [
  ['one page', [page(['a'])]],
  ['growing keys', [page(['a', 'b'], 'x'), page(['c'], 'y'), page(['d'])]],
  ['keys beyond the basic plane, by their UTF-8 bytes', [page(['\u{ffff}'], 'x'), page(['\u{1f600}'])]],
  ['an empty page between', [page(['a'], 'x'), page([], 'y'), page(['b'])]],
  ['an empty last page', [page(['a'], 'x'), page([])]],
  ['a hundred empty pages', [...Array.from({ length: 100 }, (_, i) => page([], `${i}`)), page(['a'])]],
  ['pages of prefixes alone', Array.from({ length: 300 }, (_, i) => page([], `${i}`, [`${1000 + i}/`]))],
  ['keys among prefixes', [page(['a'], 'x', ['b/']), page(['c'], 'y', ['d/', 'f/']), page(['g'])]],
];
test.each(GROWING)('%s: goes on', (_, pages) => {
  expect(follow(pages)).toEqual([pages.length]);
});

const STUCK: readonly (readonly [string, readonly ObjectsPage[], number, string])[] = [
  ['the same token', [page(['a'], 'x'), page(['b'], 'x')], 1, 'a page returned the token that it was requested with'],
  ['the same page', [page(['a', 'b'], 'x'), page(['a', 'b'], 'y')], 1, 'after "b" comes "a"'],
  ['the last key again', [page(['a', 'b'], 'x'), page(['b', 'c'], 'y')], 1, 'after "b" comes "b"'],
  ['two pages in turn', [page(['a'], 'x'), page(['b'], 'y'), page(['a'], 'x')], 2, 'after "b" comes "a"'],
  ['a page out of order, again', [page(['b', 'a'], 'x'), page(['b', 'a'], 'y')], 1, 'after "b" comes "a"'],
  ['the same prefixes', [page([], 'x', ['a/']), page([], 'y', ['a/'])], 1, 'after "a/" comes "a/"'],
  ['a key before the last prefix', [page(['a'], 'x', ['c/']), page(['b'], 'y')], 1, 'after "c/" comes "b"'],
  ['the same, with an empty page between', [page(['a'], 'x'), page([], 'y'), page(['a'], 'x')], 2, 'after "a"'],
  ['endless empty pages', Array.from({ length: 500 }, (_, i) => page([], `${i}`)), 100, '101 pages in a row are empty'],
];
describe('a listing that does not advance is an error', () => {
  test.each(STUCK)('%s', (_, pages, accepted, why) => {
    expect(follow(pages)).toEqual([accepted, expect.stringContaining(why)]);
  });

  test('the message names the prefix', () => {
    expect(follow([page(['a'], 'x'), page(['a'])])[1]).toBe(
      'AutoaliasError: the listing of "p/" does not end: after "a" comes "a"; check that the endpoint is OSS',
    );
  });
});
